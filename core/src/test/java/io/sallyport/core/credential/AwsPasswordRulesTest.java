// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsPasswordRulesTest {
    private static final PasswordNames NAMES = new PasswordNames("acme-2026", "tyler@acme.example1");

    private static List<String> violations(@Nullable PasswordPolicy policy, String text) {
        return new PasswordRegime(PasswordProfile.AWS, policy).violations(Password.of(text), NAMES);
    }

    private static PasswordPolicy policy(
            int length, boolean symbols, boolean numbers, boolean uppercase, boolean lowercase) {
        return new PasswordPolicy(length, symbols, numbers, uppercase, lowercase, false, null, null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "aB3defg; Password should have a minimum length of 8",
                "abcdefg1; Password should meet 1 more of the following requirements: Password should have at least one"
                        + " uppercase letter, Password should have at least one symbol",
                "abcdefGÉ; Password should meet 1 more of the following requirements: Password should have at least one"
                        + " number, Password should have at least one symbol",
                "abcdefgh; Password should meet 2 more of the following requirements: Password should have at least one"
                        + " uppercase letter, Password should have at least one number, Password should have at least"
                        + " one symbol",
                "Acme-2026; Password should not be identical to your account name or email address",
                "TYLER@acme.example1; Password should not be identical to your account name or email address"
            })
    void theDefaultPolicySaysWhatIsMissing(String text, String message) {
        assertThat(violations(null, text)).containsExactly(message);
    }

    @Test
    void theDefaultPolicyTakesLengthsFrom8To128() {
        assertThat(violations(null, "aB3defgh")).isEmpty();
        assertThat(violations(null, "aB3" + "x".repeat(125))).isEmpty();
        assertThat(violations(null, "aB3" + "x".repeat(126)))
                .containsExactly("Password should have a maximum length of 128");
    }

    @Test
    void anAccountsPolicyTakesThePlaceOfTheDefault() {
        assertThat(violations(policy(6, false, false, false, false), "abcdef")).isEmpty();
        assertThat(violations(policy(6, false, false, false, false), "abcde"))
                .containsExactly("Password should have a minimum length of 6");
    }

    @Test
    void everyViolationIsNamed() {
        assertThat(violations(policy(14, true, true, true, true), "É"))
                .containsExactly(
                        "Password should have a minimum length of 14",
                        "Password should have at least one uppercase letter",
                        "Password should have at least one lowercase letter",
                        "Password should have at least one number",
                        "Password should have at least one symbol");
        assertThat(violations(policy(14, false, true, false, false), "A".repeat(14)))
                .containsExactly("Password should have at least one number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!", "@", "#", "$", "%", "^", "&", "*", "(", ")", "_", "+", "-", "=", "[", "]", "{", "}", "|", "'"
            })
    void theSymbolsAreThoseAwsNames(String symbol) {
        assertThat(violations(policy(6, true, false, false, false), "abcdef" + symbol))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ".", ",", ";", ":", "/", "~", "`", "<", "§"})
    void otherSignsAreNoSymbols(String sign) {
        assertThat(violations(policy(6, true, false, false, false), "abcdef" + sign))
                .containsExactly("Password should have at least one symbol");
    }
}
