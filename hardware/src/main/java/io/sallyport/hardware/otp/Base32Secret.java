// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpSeed;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;

/** A seed as base32 (RFC 4648 section 6) in the form that authenticator apps take: upper case, no padding. */
final class Base32Secret {
    private static final Pattern SYMBOLS = Pattern.compile("[A-Za-z2-7]+");

    private Base32Secret() {}

    static String encode(OtpSeed seed) {
        return withoutPadding(new Base32().encodeAsString(seed.reveal()));
    }

    /**
     * Reads either case, with right padding or none.
     *
     * @throws IllegalArgumentException if it is not exactly what {@link #encode} would write
     */
    static OtpSeed decode(String text) {
        String symbols = withoutPadding(text);
        boolean padded = symbols.length() < text.length();
        if (!SYMBOLS.matcher(symbols).matches() || (padded && text.length() != (symbols.length() + 7) / 8 * 8)) {
            throw refused();
        }
        byte[] secret = new Base32().decode(symbols);
        // Refuses lengths that no number of bytes has, and bits that would be dropped.
        if (secret.length == 0
                || !withoutPadding(new Base32().encodeAsString(secret)).equalsIgnoreCase(symbols)) {
            throw refused();
        }
        return OtpSeed.of(secret);
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("the secret is not base32");
    }
}
