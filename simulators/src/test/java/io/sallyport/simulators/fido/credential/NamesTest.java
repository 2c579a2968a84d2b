// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CTAP 2.1 §6.1: names may be cut, not before 64 bytes of UTF-8 and not within a character")
class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "sara", "\u00e4\u20ac\ud83d\udd11"})
    void leavesWhatFits(String name) {
        assertThat(Names.truncated(name)).isEqualTo(name);
        assertThat(Names.truncated("a".repeat(64))).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e4", "\u20ac", "\ud83d\udd11"})
    void cutsBetweenCharacters(String character) {
        for (String start : new String[] {"", "x", "xy", "xyz"}) {
            String name = start + character.repeat(70);
            String cut = Names.truncated(name);
            int bytes = cut.getBytes(StandardCharsets.UTF_8).length;
            assertThat(name).startsWith(cut);
            assertThat(bytes).isBetween(61, 64);
            assertThat(cut.substring(start.length()).replace(character, "")).isEmpty();
        }
    }

    @Test
    void doesNotStumbleOverHalfACharacter() {
        assertThat(Names.truncated("\ud83d")).isEqualTo("\ud83d");
    }
}
