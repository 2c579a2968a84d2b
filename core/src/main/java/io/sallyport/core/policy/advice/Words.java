// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists of words in sentences, and the word that somebody probably meant. */
final class Words {
    private Words() {}

    /** The first few, and how many more there are. */
    static String list(Collection<String> words, int most) {
        String shown = words.stream().limit(most).collect(Collectors.joining(", "));
        return words.size() <= most ? shown : shown + " and " + (words.size() - most) + " more";
    }

    /** The known word that takes the fewest edits from what was written, if it takes few. */
    static Optional<String> nearest(String written, Collection<String> known) {
        int most = Math.max(1, Math.min(4, written.length() / 3));
        String lower = written.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(word -> Math.abs(word.length() - written.length()) <= most)
                .map(word -> new Guess(word, edits(lower, word.toLowerCase(Locale.ROOT))))
                .filter(guess -> guess.edits() <= most)
                .min(Comparator.comparingInt(Guess::edits).thenComparing(Guess::word))
                .map(Guess::word);
    }

    /** The end of a sentence about a name: what it may have been meant to be, or nothing. */
    static String perhaps(String written, List<String> known, String prefix) {
        return nearest(written, known)
                .map(word -> "; did you mean " + prefix + word + "?")
                .orElse("");
    }

    private record Guess(String word, int edits) {}

    /** Insertions, removals and replacements, a swap of two neighbours counting as one. */
    static int edits(String from, String to) {
        int[][] d = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(d, from, to, i, j);
            }
        }
        return d[from.length()][to.length()];
    }

    private static int step(int[][] d, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
