// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.util.Arrays;

/** Matches by a table of which prefix of the pattern matches which prefix of the text. */
final class Wildcards {
    /** Stands for a {@code *} that is a wildcard; a literal one stays as it is. */
    static final char ANY = '\uE000';

    /** Stands for a {@code ?} that is a wildcard. */
    static final char ONE = '\uE001';

    private Wildcards() {}

    /** The pattern that a text of a policy without variables is. */
    static String pattern(String text) {
        return text.replace('*', ANY).replace('?', ONE);
    }

    static boolean match(String pattern, String text) {
        boolean[] colons = new boolean[pattern.length()];
        Arrays.fill(colons, true);
        return match(pattern, text, colons);
    }

    /** The six components one by one. */
    static boolean matchArn(String pattern, String arn) {
        String[] wanted = pattern.split(":", 6);
        String[] given = arn.split(":", 6);
        if (wanted.length != 6 || given.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!match(wanted[i], given[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * As {@code Resource} does: before the fifth colon only a {@code *} that ends its segment runs past a colon, behind
     * it every wildcard does.
     */
    static boolean matchResource(String pattern, String resource) {
        boolean[] colons = new boolean[pattern.length()];
        int seen = 0;
        for (int i = 0; i < pattern.length(); i++) {
            boolean endsSegment = i + 1 == pattern.length() || pattern.charAt(i + 1) == ':';
            colons[i] = seen >= 5 || (pattern.charAt(i) == ANY && endsSegment);
            if (pattern.charAt(i) == ':') {
                seen++;
            }
        }
        return match(pattern, resource, colons);
    }

    /** @param colons which of the pattern's characters, if a wildcard, may stand for a colon */
    private static boolean match(String pattern, String text, boolean[] colons) {
        boolean[][] table = new boolean[pattern.length() + 1][text.length() + 1];
        table[0][0] = true;
        for (int p = 1; p <= pattern.length(); p++) {
            char wanted = pattern.charAt(p - 1);
            for (int t = 0; t <= text.length(); t++) {
                boolean takes = t > 0 && takes(wanted, text.charAt(t - 1), colons[p - 1]);
                boolean ends = table[p - 1][t];
                boolean goesOn = takes && table[p][t - 1];
                boolean steps = takes && table[p - 1][t - 1];
                table[p][t] = wanted == ANY ? (ends || goesOn) : steps;
            }
        }
        return table[pattern.length()][text.length()];
    }

    private static boolean takes(char wanted, char character, boolean colons) {
        boolean wildcard = wanted == ANY || wanted == ONE;
        return wildcard ? (character != ':' || colons) : character == wanted;
    }
}
