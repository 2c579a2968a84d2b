// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.nio.ByteBuffer;

/** One packet of CTAPHID (CTAP 2.1 §11.2.4). Channels are unsigned 32 bits in an {@code int}. */
public sealed interface HidPacket {
    /** Bytes in every packet, either way, without the report id that some drivers put in front. */
    int SIZE = 64;

    /** The channel on which only {@link HidCommand#INIT} is answered. */
    int BROADCAST = 0xffffffff;

    int channel();

    /** What the packet carries, padding included. */
    Bytes data();

    /** The packet's 64 bytes. */
    Bytes encode();

    /**
     * The first packet of a message.
     *
     * @param command 7 bits, of which {@link HidCommand} knows some
     * @param length of the whole message's payload, 16 bits
     * @param data {@link #CAPACITY} bytes
     */
    record Initialization(int channel, int command, int length, Bytes data) implements HidPacket {
        static final int CAPACITY = SIZE - 7;

        public Initialization {
            Fields.check(command, 0x7f, "command");
            Fields.check(length, 0xffff, "length");
            data = Fields.padded(data, CAPACITY);
        }

        @Override
        public Bytes encode() {
            ByteBuffer out = ByteBuffer.allocate(SIZE).putInt(channel).put((byte) (command | 0x80));
            return Bytes.of(out.putShort((short) length).put(data.toArray()).array());
        }
    }

    /**
     * Every further packet of a message.
     *
     * @param sequence from 0 to 0x7f
     * @param data {@link #CAPACITY} bytes
     */
    record Continuation(int channel, int sequence, Bytes data) implements HidPacket {
        static final int CAPACITY = SIZE - 5;
        static final int LAST_SEQUENCE = 0x7f;

        public Continuation {
            Fields.check(sequence, LAST_SEQUENCE, "sequence");
            data = Fields.padded(data, CAPACITY);
        }

        @Override
        public Bytes encode() {
            ByteBuffer out = ByteBuffer.allocate(SIZE).putInt(channel).put((byte) sequence);
            return Bytes.of(out.put(data.toArray()).array());
        }
    }

    /**
     * Every 64 bytes are a packet; whether it makes sense where it comes is the assembler's business.
     *
     * @throws IllegalArgumentException if there are not exactly 64 bytes
     */
    static HidPacket decode(Bytes packet) {
        if (packet.length() != SIZE) {
            throw new IllegalArgumentException("a CTAPHID packet has 64 bytes, not " + packet.length());
        }
        ByteBuffer in = ByteBuffer.wrap(packet.toArray());
        int channel = in.getInt();
        int tag = Byte.toUnsignedInt(in.get());
        return (tag & 0x80) == 0
                ? new Continuation(channel, tag, Fields.remaining(in))
                : new Initialization(channel, tag & 0x7f, Short.toUnsignedInt(in.getShort()), Fields.remaining(in));
    }
}
