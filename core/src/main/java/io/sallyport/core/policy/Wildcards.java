// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * Matching of {@code *} and {@code ?}. A pattern is an array of code points in which two negative values stand for the
 * wildcards, so that no text of a request can become one.
 */
final class Wildcards {
    /** Exactly one character. */
    static final int ONE = -1;
    /** Any run of characters, also none. */
    static final int RUN = -2;

    private Wildcards() {}

    static boolean matches(int[] pattern, String text) {
        return matches(pattern, 0, pattern.length, text, 0, text.length(), false);
    }

    /** As {@link #matches(int[], String)}, for a pattern in lower case and a text in any. */
    static boolean matchesIgnoringCase(int[] pattern, String text) {
        return matches(pattern, 0, pattern.length, text, 0, text.length(), true);
    }

    static boolean matches(int[] pattern, int patternFrom, int patternTo, String text, int from, int to) {
        return matches(pattern, patternFrom, patternTo, text, from, to, false);
    }

    /**
     * On a mismatch only the latest {@code *} takes one character more: whatever an earlier one could swallow, the
     * latest can too. So the steps are bounded by the product of the lengths, however many {@code *} there are.
     */
    private static boolean matches(
            int[] pattern, int patternFrom, int patternTo, String text, int from, int to, boolean ignoreCase) {
        int p = patternFrom;
        int t = from;
        int afterRun = -1;
        int resume = 0;
        while (t < to) {
            int c = text.codePointAt(t);
            int next = t + Character.charCount(c);
            if (p < patternTo && pattern[p] == RUN) {
                p++;
                afterRun = p;
                resume = t;
            } else if (p < patternTo
                    && (pattern[p] == ONE || pattern[p] == (ignoreCase ? Character.toLowerCase(c) : c))) {
                p++;
                t = next;
            } else if (afterRun >= 0) {
                resume += Character.charCount(text.codePointAt(resume));
                t = resume;
                p = afterRun;
            } else {
                return false;
            }
        }
        while (p < patternTo && pattern[p] == RUN) {
            p++;
        }
        return p == patternTo;
    }
}
