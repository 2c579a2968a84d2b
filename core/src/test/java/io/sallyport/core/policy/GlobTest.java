// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlobTest {
    @Test
    void aPatternCoversItselfItsInstancesAndNarrowerPatterns() {
        assertThat(Glob.covers("s3:Get*", "s3:Get*")).isTrue();
        assertThat(Glob.covers("s3:Get*", "s3:GetObject")).isTrue();
        assertThat(Glob.covers("s3:*", "s3:Get*Acl")).isTrue();
        assertThat(Glob.covers("*", "")).isTrue();
        assertThat(Glob.covers("a?c", "abc")).isTrue();
        assertThat(Glob.covers("a?c", "a?c")).isTrue();
        assertThat(Glob.covers("a*c", "a??c")).isTrue();
    }

    @Test
    void aPatternDoesNotCoverWhatReachesFurther() {
        assertThat(Glob.covers("s3:GetObject", "s3:Get*")).isFalse();
        assertThat(Glob.covers("a?c", "a*c")).isFalse();
        assertThat(Glob.covers("abc", "a?c")).isFalse();
        assertThat(Glob.covers("a*b", "a*")).isFalse();
        assertThat(Glob.covers("", "a")).isFalse();
    }

    @Test
    void patternsOverlapWhereOneTextMatchesBoth() {
        assertThat(Glob.overlap("a*c", "ab*")).isTrue();
        assertThat(Glob.overlap("*a", "b*")).isTrue();
        assertThat(Glob.overlap("?", "a")).isTrue();
        assertThat(Glob.overlap("*", "")).isTrue();
        assertThat(Glob.overlap("a*", "b*")).isFalse();
        assertThat(Glob.overlap("?", "ab")).isFalse();
        assertThat(Glob.overlap("*a", "*b")).isFalse();
    }

    /** Against every text of up to five letters. */
    @Test
    void agreesWithTryingAllTexts() {
        List<String> texts = texts();
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            String one = pattern(random);
            String other = pattern(random);
            List<String> ofOther =
                    texts.stream().filter(text -> Glob.covers(other, text)).toList();
            assertThat(Glob.overlap(one, other))
                    .as(one + " and " + other)
                    .isEqualTo(ofOther.stream().anyMatch(text -> Glob.covers(one, text)));
            if (Glob.covers(one, other)) {
                assertThat(ofOther).as(one + " over " + other).allMatch(text -> Glob.covers(one, text));
            }
        }
    }

    private static String pattern(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> String.valueOf("ab*?".charAt(random.nextInt(4))))
                .collect(Collectors.joining());
    }

    private static List<String> texts() {
        List<String> texts = new java.util.ArrayList<>(List.of(""));
        for (int i = 0; texts.get(i).length() < 6; i++) {
            texts.add(texts.get(i) + "a");
            texts.add(texts.get(i) + "b");
        }
        return texts;
    }
}
