// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import java.math.BigInteger;
import java.util.Arrays;

/** Big-endian numbers of a fixed length. */
public final class Unsigned {
    private Unsigned() {}

    public static byte[] of(BigInteger value, int length) {
        byte[] signed = value.toByteArray();
        byte[] padded = new byte[length + signed.length];
        System.arraycopy(signed, 0, padded, length, signed.length);
        return Arrays.copyOfRange(padded, padded.length - length, padded.length);
    }
}
