// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The integers of a key: counter, time, interval and drift. */
final class PskcNumber {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,19}");

    private PskcNumber() {}

    static long plain(String name, String text) {
        try {
            if (DECIMAL.matcher(text).matches()) {
                return checked(name, Long.parseLong(text));
            }
        } catch (NumberFormatException tooLarge) {
            // As below.
        }
        throw new PskcRefusal("its " + name + " is not a number");
    }

    /**
     * What an encrypted number decrypts to: big-endian bytes, or digits, as makers have it. Of a drift, which alone may be
     * below zero, four or eight bytes are in two's complement.
     */
    static long decrypted(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (DECIMAL.matcher(text).matches()) {
            return plain(name, text);
        }
        if (bytes.length == 0 || bytes.length > Long.BYTES) {
            throw new PskcRefusal("its " + name + " is not a number");
        }
        boolean signed = bytes.length == Long.BYTES || (bytes.length == Integer.BYTES && name.equals("TimeDrift"));
        return checked(
                name, signed ? new BigInteger(bytes).longValueExact() : new BigInteger(1, bytes).longValueExact());
    }

    /** RFC 6030's schema has {@code xs:long} for the counter alone. */
    private static long checked(String name, long number) {
        if (name.equals("TimeDrift") && number >> Integer.SIZE == 0) {
            // pskctool writes a drift below zero as if it had no sign.
            return (int) number;
        }
        if (!name.equals("Counter") && number != (int) number) {
            throw new PskcRefusal("its " + name + " has more than 32 bits");
        }
        return number;
    }
}
