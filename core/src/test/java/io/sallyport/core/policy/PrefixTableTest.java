// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTableTest {
    @Test
    void findsShorterTextsFirst() {
        PrefixTable<String> table = table(
                List.of("arn:aws:s3:::b", "arn:aws:", "arn:aws:s3:::bucket/key", "arn:aws:sqs", "", "arn:aws:s3:::b"));
        assertThat(found(table, "arn:aws:s3:::bucket"))
                .containsExactly("", "arn:aws:", "arn:aws:s3:::b", "arn:aws:s3:::b");
        assertThat(found(table, "arn:aws:s")).containsExactly("", "arn:aws:");
        assertThat(found(table, "")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatLookingAtEachWouldFind(long seed) {
        Random random = new Random(seed);
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            prefixes.add(text(random, 7));
        }
        PrefixTable<String> table = table(prefixes);
        for (int i = 0; i < 2000; i++) {
            String text = text(random, 9);
            assertThat(found(table, text))
                    .as(text)
                    .containsExactlyInAnyOrderElementsOf(
                            prefixes.stream().filter(text::startsWith).toList());
        }
    }

    /** Texts of the same length and hash are told apart. */
    @Test
    void survivesCollisions() {
        PrefixTable<String> table = table(List.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa", "\0"));
        assertThat(found(table, "AaBBx")).containsExactly("Aa", "AaBB");
        assertThat(found(table, "BBAa")).containsExactly("BB", "BBAa");
        assertThat(found(table, "\0\0")).containsExactly("\0");
        assertThat(found(table(List.of()), "x")).isEmpty();
    }

    private static PrefixTable<String> table(List<String> prefixes) {
        return new PrefixTable<>(prefixes.stream().collect(Collectors.groupingBy(Function.identity())));
    }

    private static List<String> found(PrefixTable<String> table, String text) {
        List<String> found = new ArrayList<>();
        table.forEachPrefixOf(text, found::add);
        return found;
    }

    private static String text(Random random, int longest) {
        return random.ints(random.nextInt(longest + 1), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
