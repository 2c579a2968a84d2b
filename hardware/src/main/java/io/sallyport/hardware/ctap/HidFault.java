// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

/** A packet that breaks CTAPHID's rules, and the error that the protocol wants it answered with. */
public final class HidFault extends Exception {
    private final int channel;
    private final HidError error;

    public HidFault(int channel, HidError error) {
        super("CTAPHID error " + error + " on channel " + Integer.toHexString(channel));
        this.channel = channel;
        this.error = error;
    }

    public int channel() {
        return channel;
    }

    public HidError error() {
        return error;
    }

    /** What a device sends in return. */
    public HidMessage toMessage() {
        return HidMessage.error(channel, error);
    }
}
