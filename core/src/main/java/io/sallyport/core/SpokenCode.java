// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Random characters that people read, say and type: Crockford's base 32, five bits each, in which no two look alike (O
 * reads as 0, I and L as 1). For whoever keeps a secret of them; this keeps none.
 */
public final class SpokenCode {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUP = 4;

    /** What people put between characters, and what copying adds. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}]+");

    private SpokenCode() {}

    public static String generate(int length, SecureRandom random) {
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return characters.toString();
    }

    /** What somebody typed, in any case and spacing, as {@link #generate} would have it; it may be anything all the same. */
    public static String typed(String text) {
        return BETWEEN.matcher(text)
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** Whether characters are as many as these and of the alphabet. */
    public static boolean isPossible(String characters, int length) {
        return characters.length() == length
                && characters.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    }

    /** In groups, for reading. */
    public static String grouped(String characters) {
        return characters.replaceAll(".{" + GROUP + "}(?=.)", "$0-");
    }
}
