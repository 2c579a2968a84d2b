// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The limits of a packet's fields. */
final class Fields {
    private Fields() {}

    static void check(int value, int max, String field) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(field + " is 0 to " + max + ", not " + value);
        }
    }

    /** The data followed by as many zeros as the packet still holds. */
    static Bytes padded(Bytes data, int capacity) {
        if (data.length() > capacity) {
            throw new IllegalArgumentException("this packet carries " + capacity + " bytes, not " + data.length());
        }
        return data.length() == capacity ? data : Bytes.of(Arrays.copyOf(data.toArray(), capacity));
    }

    static Bytes remaining(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return Bytes.of(rest);
    }
}
