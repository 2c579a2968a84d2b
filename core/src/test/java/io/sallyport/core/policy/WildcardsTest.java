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
            assertThat(Template.ofPattern(pattern.toLowerCase(Locale.ROOT), false)
                            .matchesIgnoringCase(text))
                    .as("%s against %s, ignoring case", pattern, text)
                    .isEqualTo(naive(pattern, text.toLowerCase(Locale.ROOT)));
        }
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
