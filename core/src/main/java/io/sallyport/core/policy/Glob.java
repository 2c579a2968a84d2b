// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The wildcards of the language for those who read documents rather than evaluate them: two patterns of {@code *} and
 * {@code ?} are compared with each other.
 */
public final class Glob {
    private Glob() {}

    /**
     * Whether whatever {@code narrower} matches, {@code wider} matches too. A text without wildcards is a pattern that
     * matches itself. Never wrong when it says yes; it may miss a cover that only a case by case proof would find.
     */
    public static boolean covers(String wider, String narrower) {
        int w = 0;
        int n = 0;
        int afterRun = -1;
        int runEnd = 0;
        while (n < narrower.length()) {
            char c = narrower.charAt(n);
            char wanted = w < wider.length() ? wider.charAt(w) : 0;
            if (wanted == '*') {
                afterRun = ++w;
                runEnd = n;
            } else if (w < wider.length() && (wanted == c || (wanted == '?' && c != '*'))) {
                w++;
                n++;
            } else if (afterRun >= 0) {
                w = afterRun;
                n = ++runEnd;
            } else {
                return false;
            }
        }
        while (w < wider.length() && wider.charAt(w) == '*') {
            w++;
        }
        return w == wider.length();
    }

    /** Whether some text matches both patterns. */
    public static boolean overlap(String one, String other) {
        return common(one, other).isPresent();
    }

    /** A text that matches both patterns, about as short as there is; empty when there is none. */
    public static Optional<String> common(String one, String other) {
        int columns = other.length() + 1;
        // shared[i * columns + j]: a text that one.substring(0, i) and other.substring(0, j) both match
        @Nullable String[] shared = new @Nullable String[(one.length() + 1) * columns];
        shared[0] = "";
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                String soFar = shared[i * columns + j];
                if (soFar == null) {
                    continue;
                }
                boolean run = i < one.length() && one.charAt(i) == '*';
                boolean otherRun = j < other.length() && other.charAt(j) == '*';
                if (run) {
                    put(shared, (i + 1) * columns + j, soFar);
                }
                if (otherRun) {
                    put(shared, i * columns + j + 1, soFar);
                }
                if (run && j < other.length() && !otherRun) {
                    put(shared, i * columns + j + 1, soFar + letter(other.charAt(j)));
                }
                if (otherRun && i < one.length() && !run) {
                    put(shared, (i + 1) * columns + j, soFar + letter(one.charAt(i)));
                }
                if (i < one.length()
                        && j < other.length()
                        && !run
                        && !otherRun
                        && meet(one.charAt(i), other.charAt(j))) {
                    char either = one.charAt(i) == '?' ? other.charAt(j) : one.charAt(i);
                    put(shared, (i + 1) * columns + j + 1, soFar + letter(either));
                }
            }
        }
        return Optional.ofNullable(shared[shared.length - 1]);
    }

    private static void put(@Nullable String[] shared, int at, String text) {
        if (shared[at] == null) {
            shared[at] = text;
        }
    }

    private static char letter(char pattern) {
        return pattern == '?' ? 'x' : pattern;
    }

    private static boolean meet(char one, char other) {
        return one == other || one == '?' || other == '?';
    }
}
