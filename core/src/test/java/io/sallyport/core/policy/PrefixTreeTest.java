// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTreeTest {
    @Test
    void findsShorterTextsFirst() {
        PrefixTree<String> tree = new PrefixTree<>();
        List.of("arn:aws:s3:::b", "arn:aws:", "arn:aws:s3:::bucket/key", "arn:aws:sqs", "", "arn:aws:s3:::b")
                .forEach(prefix -> tree.add(prefix, prefix));
        assertThat(found(tree, "arn:aws:s3:::bucket"))
                .containsExactly("", "arn:aws:", "arn:aws:s3:::b", "arn:aws:s3:::b");
        assertThat(found(tree, "arn:aws:s")).containsExactly("", "arn:aws:");
        assertThat(found(tree, "")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatLookingAtEachWouldFind(long seed) {
        Random random = new Random(seed);
        PrefixTree<String> tree = new PrefixTree<>();
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String prefix = text(random, 7);
            prefixes.add(prefix);
            tree.add(prefix, prefix);
        }
        for (int i = 0; i < 2000; i++) {
            String text = text(random, 9);
            assertThat(found(tree, text))
                    .as(text)
                    .containsExactlyInAnyOrderElementsOf(
                            prefixes.stream().filter(text::startsWith).toList());
        }
    }

    private static List<String> found(PrefixTree<String> tree, String text) {
        List<String> found = new ArrayList<>();
        tree.forEachPrefixOf(text, found::add);
        return found;
    }

    private static String text(Random random, int longest) {
        return random.ints(random.nextInt(longest + 1), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
