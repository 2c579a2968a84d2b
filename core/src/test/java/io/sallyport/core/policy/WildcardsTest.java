// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardsTest {
    private static boolean matches(String pattern, String text) {
        return Template.ofPattern(pattern, false).matches(text, RequestContext.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "?, '', false",
        "?, a, true",
        "?, ab, false",
        "a*c, ac, true",
        "a*c, a/b:c, true",
        "a*c, abd, false",
        "a.c, abc, false",
        "a[b], ab, false",
        "*a*b, xaxxbxb, true",
        "a, A, false",
        "'', '', true",
        "'', a, false",
        "**, x, true",
        "a?*, a, false",
        "?, \uD83D\uDD11, true",
        "a*?c, a\uD83D\uDD11c, true",
    })
    void knowsStarAndQuestionMarkAndNothingElse(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheObviousRecursion(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String pattern = text(random, "ab*?*");
            String text = text(random, "abA");
            assertThat(matches(pattern, text))
                    .as("%s against %s", pattern, text)
                    .isEqualTo(naive(pattern, text));
            assertThat(Wildcards.matchesIgnoringCase(Template.codes(pattern.toLowerCase(Locale.ROOT)), "x:" + text, 2))
                    .as("%s against %s, ignoring case", pattern, text)
                    .isEqualTo(naive(pattern, text.toLowerCase(Locale.ROOT)));
        }
    }

    /** A {@code *} that ends its field may cross the colon, no other wildcard of the first two fields does. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void agreesWithTheObviousRecursionOnFields(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String pattern = text(random, "ab*?*::");
            String text = text(random, "ab::");
            assertThat(Wildcards.matches(Wildcards.withinFields(Template.codes(pattern), 2), text))
                    .as("%s against %s", pattern, text)
                    .isEqualTo(naiveWithinFields(pattern, 0, 0, text));
        }
    }

    private static boolean naiveWithinFields(String pattern, int at, int field, String text) {
        if (at == pattern.length()) {
            return text.isEmpty();
        }
        char c = pattern.charAt(at);
        boolean confined = field < 2 && at + 1 < pattern.length() && pattern.charAt(at + 1) != ':';
        if (c == '*') {
            return naiveWithinFields(pattern, at + 1, field, text)
                    || (!text.isEmpty()
                            && !(confined && text.charAt(0) == ':')
                            && naiveWithinFields(pattern, at, field, text.substring(1)));
        }
        boolean one = !text.isEmpty() && (c == '?' ? field >= 2 || text.charAt(0) != ':' : c == text.charAt(0));
        return one && naiveWithinFields(pattern, at + 1, c == ':' ? field + 1 : field, text.substring(1));
    }

    @Test
    void manyStarsDoNotMultiply() {
        String pattern = "*a".repeat(3000) + "b";
        String text = "a".repeat(8000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(matches(pattern, text)).isFalse());
    }

    @Test
    void unclosedVariablesDoNotMultiply() {
        String pattern = "${'".repeat(60_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatCode(() -> Template.ofPattern(pattern, true)).doesNotThrowAnyException());
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(9); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static boolean naive(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        if (pattern.charAt(0) == '*') {
            return naive(rest, text) || (!text.isEmpty() && naive(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
                && naive(rest, text.substring(1));
    }
}
