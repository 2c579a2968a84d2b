// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CTAPHID message: what one initialization packet and up to 128 continuations carry.
 *
 * @param command 7 bits; kept as a number, since an unknown one wants an answer too
 * @param payload at most {@link #MAX_PAYLOAD} bytes
 */
public record HidMessage(int channel, int command, Bytes payload) {
    /** 57 bytes in the first packet, 59 in each of 128 more (CTAP 2.1 §11.2.4). */
    public static final int MAX_PAYLOAD = HidPacket.Initialization.CAPACITY
            + (HidPacket.Continuation.LAST_SEQUENCE + 1) * HidPacket.Continuation.CAPACITY;

    public HidMessage {
        Fields.check(command, 0x7f, "command");
        Fields.check(payload.length(), MAX_PAYLOAD, "payload length");
    }

    public HidMessage(int channel, HidCommand command, Bytes payload) {
        this(channel, command.code(), payload);
    }

    public static HidMessage error(int channel, HidError error) {
        return new HidMessage(channel, HidCommand.ERROR, Bytes.of((byte) error.code()));
    }

    /** The packets that carry this message, in order. */
    public List<HidPacket> split() {
        byte[] bytes = payload.toArray();
        int at = Math.min(bytes.length, HidPacket.Initialization.CAPACITY);
        List<HidPacket> packets = new ArrayList<>();
        packets.add(new HidPacket.Initialization(channel, command, bytes.length, part(bytes, 0, at)));
        for (int sequence = 0; at < bytes.length; sequence++) {
            int end = Math.min(bytes.length, at + HidPacket.Continuation.CAPACITY);
            packets.add(new HidPacket.Continuation(channel, sequence, part(bytes, at, end)));
            at = end;
        }
        return packets;
    }

    private static Bytes part(byte[] bytes, int from, int to) {
        return Bytes.of(Arrays.copyOfRange(bytes, from, to));
    }
}
