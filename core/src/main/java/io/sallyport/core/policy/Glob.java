// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

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
        // reachable[j]: whether one.substring(0, i) and other.substring(0, j) match a common text
        boolean[] reachable = new boolean[other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            boolean[] next = new boolean[other.length() + 1];
            for (int j = 0; j <= other.length(); j++) {
                next[j] = (i == 0 && j == 0)
                        || (i > 0 && one.charAt(i - 1) == '*' && (reachable[j] || (j > 0 && next[j - 1])))
                        || (j > 0 && other.charAt(j - 1) == '*' && (next[j - 1] || (i > 0 && reachable[j])))
                        || (i > 0 && j > 0 && reachable[j - 1] && meet(one.charAt(i - 1), other.charAt(j - 1)));
            }
            reachable = next;
        }
        return reachable[other.length()];
    }

    private static boolean meet(char one, char other) {
        return one == other || one == '?' || other == '?' || one == '*' || other == '*';
    }
}
