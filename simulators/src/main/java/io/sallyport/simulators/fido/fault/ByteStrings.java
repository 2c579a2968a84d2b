// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Byte strings with something else in them; always new ones. */
final class ByteStrings {
    private ByteStrings() {}

    static byte[] flip(byte[] bytes, int index, int mask) {
        byte[] flipped = bytes.clone();
        flipped[index] ^= (byte) mask;
        return flipped;
    }

    /** Without so many at the end. */
    static byte[] cut(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, bytes.length - count);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
