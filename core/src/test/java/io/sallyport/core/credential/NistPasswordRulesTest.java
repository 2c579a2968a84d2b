// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("NIST SP 800-63B-4 section 3.1.1.2")
final class NistPasswordRulesTest {
    private static final PasswordRegime NIST = new PasswordRegime(
            PasswordProfile.NIST, new PasswordPolicy(20, true, true, true, true, false, 90, 5, true));

    private static List<String> violations(String text) {
        return NIST.violations(Password.of(text), new PasswordNames("acmeworks", "tyler.durden"));
    }

    @Test
    void fifteenCharactersAreTheLeastAndACodePointIsOne() {
        assertThat(violations("mauve otter 71")).containsExactly("Password should have a minimum length of 15");
        assertThat(violations("mauve otter 713")).isEmpty();
        assertThat(violations("𝄞♞🦦🜁🝆🀄🃏🏁𐍈𐎀𐎠𐤀𐦀𐩀𐬀")).isEmpty();
        assertThat(violations("𝄞♞🦦🜁🝆🀄🃏🏁𐍈𐎀𐎠𐤀𐦀𐩀"))
                .containsExactly("Password should have a minimum length of 15");
    }

    @Test
    void sixtyFourCharactersAreNotTooManyNorAre128() {
        String long128 =
                "the quick brown fox jumps over the lazy dog ".repeat(3).substring(0, 127) + "!";
        assertThat(violations(long128.substring(0, 64))).isEmpty();
        assertThat(violations(long128)).isEmpty();
        assertThat(violations(long128 + "!")).containsExactly("Password should have a maximum length of 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all in lower case letters",
                "7391046628150937",
                "ДЛИННЫЙ ПАРОЛЬ",
                "密码很长很长很长的一句话没有人猜得到",
                "  spaces  count  "
            })
    void whatCharactersThereAreDoesNotMatter(String text) {
        assertThat(violations(text.length() < 15 ? text + " 71" : text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789987654321",
                "PasswordPassword",
                "passwordpasswordpassword",
                "qwertyuiopasdfghjkl",
                "lkjhgfdsapoiuytrewq",
                "abcdefghijklmnopqrstuvwxyz",
                "123456789012345",
                "aaaaaaaaaaaaaaaa",
                "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ"
            })
    void whatIsCommonIsRefused(String text) {
        assertThat(violations(text)).containsExactly("Password should not be one that is commonly used");
    }

    @Test
    void aPasswordIsComparedAsAWholeNotItsParts() {
        assertThat(violations("password, dragon and monkey")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tyler.durden1999",
                "Tyler-Durden-2026!",
                "TylerDurdenTylerDurden",
                "AcmeWorksAcmeWorks",
                "Sallyport 2026 2026"
            })
    void namesThatEverybodyKnowsAreRefused(String text) {
        assertThat(violations(text))
                .containsExactly(
                        "Password should not be made of the name of the account, of its owner or of this service");
    }
}
