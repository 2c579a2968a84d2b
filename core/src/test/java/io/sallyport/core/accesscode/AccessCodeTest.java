// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessCodeTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void hasSixteenCharactersNoTwoOfWhichLookAlike() {
        Set<String> codes = new HashSet<>();
        Set<Integer> characters = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String code = AccessCode.generate(RANDOM).reveal();
            assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
            codes.add(code);
            code.chars().forEach(characters::add);
        }
        assertThat(codes).hasSize(1000);
        // The hyphen and all 32: five bits each, eighty in all.
        assertThat(characters).hasSize(33);
    }

    @Test
    void isReadAsPeopleTypeIt() {
        AccessCode code = AccessCode.parse("10AB-CDEF-GHJK-MNPQ").orElseThrow();
        for (String typed : new String[] {
            "10ABCDEFGHJKMNPQ",
            "10ab cdef ghjk mnpq",
            " ioab-cdef-ghjk-mnpq ",
            "l0AB-CDEF-GHJK-MNPQ",
            "LOab cdefghjkmnpq"
        }) {
            assertThat(AccessCode.parse(typed).orElseThrow().hash("r"))
                    .as(typed)
                    .isEqualTo(code.hash("r"));
        }
        assertThat(code.reveal()).isEqualTo("10AB-CDEF-GHJK-MNPQ");
    }

    @Test
    void whatCanBeNoCodeIsNone() {
        for (String typed :
                new String[] {"", "123456", "10AB-CDEF-GHJK-MNP", "10AB-CDEF-GHJK-MNPQR", "10AB-CDEF-GHJK-MNPU"}) {
            assertThat(AccessCode.parse(typed)).as(typed).isEmpty();
        }
    }

    @Test
    void itsHashIsItsRequestsOnlyAndItDoesNotPrintItself() {
        AccessCode code = AccessCode.generate(RANDOM);
        assertThat(code.hash("one")).isNotEqualTo(code.hash("other")).matches("[0-9a-f]{64}");
        assertThat(code.toString())
                .doesNotContain(code.reveal())
                .doesNotContain(code.reveal().substring(0, 4))
                .doesNotContain(code.reveal().toLowerCase(Locale.ROOT));
    }
}
