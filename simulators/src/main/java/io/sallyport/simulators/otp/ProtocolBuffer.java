// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The fields of a protocol buffer, one after the other: as much of the encoding as an app's export needs. */
final class ProtocolBuffer {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteBuffer in;
    private int field;
    private long number;
    private byte[] bytes = {};

    ProtocolBuffer(byte[] in) {
        this.in = ByteBuffer.wrap(in);
    }

    /** @return false at the end */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        try {
            long tag = varint();
            field = (int) (tag >>> 3);
            number = 0;
            bytes = new byte[0];
            switch ((int) (tag & 7)) {
                case VARINT -> number = varint();
                case LENGTH_DELIMITED -> bytes = delimited();
                default -> throw MigrationPayload.refused("its data holds a kind of field that no export has");
            }
        } catch (BufferUnderflowException cutOff) {
            throw MigrationPayload.refused("its data is cut off");
        }
        return true;
    }

    int field() {
        return field;
    }

    /** 0 if the field is no number. */
    long number() {
        return number;
    }

    /** Empty if the field is a number. */
    byte[] bytes() {
        return bytes;
    }

    private byte[] delimited() {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] read = new byte[(int) length];
        in.get(read);
        return read;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw MigrationPayload.refused("its data holds a number that is too long");
    }
}
