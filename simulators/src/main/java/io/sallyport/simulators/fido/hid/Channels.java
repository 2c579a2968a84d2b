// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidFault;
import io.sallyport.hardware.ctap.HidPacket;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The channels that a device has given out since it was plugged in (CTAP 2.1 §11.2.3), and those that a host has named
 * itself: INIT on a channel of which the device knows nothing makes it one, as FIDO's reference tests for U2F demand.
 */
final class Channels {
    /** How many channels that hosts named are remembered; the oldest gives way. */
    static final int NAMED = 256;

    private final Set<Integer> named = new LinkedHashSet<>();
    private int last;

    /**
     * Gives out one that nobody has.
     *
     * @throws HidFault when there are none left
     */
    int allocate() throws HidFault {
        int channel = last;
        do {
            channel++;
        } while (named.contains(channel));
        if (channel == HidPacket.BROADCAST) {
            throw new HidFault(HidPacket.BROADCAST, HidError.CHANNEL_BUSY);
        }
        last = channel;
        return channel;
    }

    void adopt(int channel) {
        if (!knows(channel)) {
            named.add(channel);
        }
        if (named.size() > NAMED) {
            named.remove(named.iterator().next());
        }
    }

    boolean knows(int channel) {
        boolean given = channel != 0 && Integer.compareUnsigned(channel, last) <= 0;
        return given || named.contains(channel);
    }
}
