// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * Matching of {@code *} and {@code ?}. A pattern is an array of code points in which negative values stand for the
 * wildcards, so that no text of a request can become one.
 */
final class Wildcards {
    /** Exactly one character. */
    static final int ONE = -1;
    /** Any run of characters, also none. */
    static final int RUN = -2;
    /** Exactly one character other than a colon. */
    static final int ONE_IN_FIELD = -3;
    /** Any run of characters other than colons, also none. */
    static final int RUN_IN_FIELD = -4;

    private Wildcards() {}

    static boolean matches(int[] pattern, String text) {
        return matches(pattern, 0, pattern.length, text, 0, text.length(), false);
    }

    /** As {@link #matches(int[], String)}, for a pattern in lower case and the rest of a text in any. */
    static boolean matchesIgnoringCase(int[] pattern, String text, int from) {
        return matches(pattern, 0, pattern.length, text, from, text.length(), true);
    }

    static boolean matches(int[] pattern, int patternFrom, int patternTo, String text, int from, int to) {
        return matches(pattern, patternFrom, patternTo, text, from, to, false);
    }

    /** How many values at the beginning stand for themselves. */
    static int literalLength(int[] pattern) {
        int length = 0;
        while (length < pattern.length && pattern[length] >= 0) {
            length++;
        }
        return length;
    }

    /**
     * Confines the wildcards of the first fields, which colons end, to their field. A {@code *} that is its field's last
     * character stays free: it is documented to run past the colon.
     */
    static int[] withinFields(int[] pattern, int fields) {
        int[] confined = pattern.clone();
        int field = 0;
        for (int i = 0; i < confined.length && field < fields; i++) {
            if (confined[i] == ':') {
                field++;
            } else if (confined[i] == ONE) {
                confined[i] = ONE_IN_FIELD;
            } else if (confined[i] == RUN && i + 1 < pattern.length && pattern[i + 1] != ':') {
                confined[i] = RUN_IN_FIELD;
            }
        }
        return confined;
    }

    /**
     * On a mismatch only the latest run takes one character more: whatever an earlier one could swallow, the latest can
     * too. A run within a field that has met its colon gives up in favour of the latest free one before it. Between two
     * free runs all colons are the pattern's own, so the first end that is found is the earliest there is.
     */
    private static boolean matches(
            int[] pattern, int patternFrom, int patternTo, String text, int from, int to, boolean ignoreCase) {
        int p = patternFrom;
        int t = from;
        int afterRun = -1;
        int runEnd = 0;
        int afterFieldRun = -1;
        int fieldRunEnd = 0;
        while (t < to) {
            int c = text.codePointAt(t);
            int wanted = p < patternTo ? pattern[p] : Integer.MIN_VALUE;
            if (wanted == RUN) {
                afterRun = ++p;
                runEnd = t;
                afterFieldRun = -1;
            } else if (wanted == RUN_IN_FIELD) {
                afterFieldRun = ++p;
                fieldRunEnd = t;
            } else if (wanted == ONE
                    || (wanted == ONE_IN_FIELD && c != ':')
                    || wanted == (ignoreCase ? Character.toLowerCase(c) : c)) {
                p++;
                t += Character.charCount(c);
            } else if (afterFieldRun >= 0 && text.charAt(fieldRunEnd) != ':') {
                fieldRunEnd += Character.charCount(text.codePointAt(fieldRunEnd));
                t = fieldRunEnd;
                p = afterFieldRun;
            } else if (afterRun >= 0) {
                runEnd += Character.charCount(text.codePointAt(runEnd));
                t = runEnd;
                p = afterRun;
                afterFieldRun = -1;
            } else {
                return false;
            }
        }
        while (p < patternTo && (pattern[p] == RUN || pattern[p] == RUN_IN_FIELD)) {
            p++;
        }
        return p == patternTo;
    }
}
