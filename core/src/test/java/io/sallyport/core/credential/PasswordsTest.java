// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom(), 2);

    /** The first is published in the reference implementation's test.c; the others were made with Debian's libargon2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "\"Grüße, 密码 1!\""
                        + " $argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$67MhV/1gws3rOyZbWyVKyOVG2doLAsEcUqlPz6oydoA",
                "\"correct horse\""
                        + " $argon2id$v=19$m=1024,t=3,p=4$c2l4dGVlbiBieXRlIHNsdA$jaOM/JFMhukGFIx861QTaPLfhdzgtId8oa/ybgiblTA"
            })
    void hashesMadeByTheReferenceImplementationMatch(String password, String hash) {
        assertThat(passwords.matches(new PasswordHash(hash), Password.of(password)))
                .isTrue();
        assertThat(passwords.matches(new PasswordHash(hash), Password.of(password + " ")))
                .isFalse();
    }

    @Test
    void howAKeyboardComposesALetterMakesNoDifference() {
        PasswordHash composed = passwords.hash(Password.of("Gr\u00fc\u00dfe 7"));
        assertThat(passwords.matches(composed, Password.of("Gru\u0308\u00dfe 7")))
                .isTrue();
        assertThat(passwords.matches(composed, Password.of("Gru\u00dfe 7"))).isFalse();
    }

    /** Made by version 0.1.0 of "E = m c²". */
    @Test
    void whatWasHashedBeforeTextsWereNormalisedStillMatches() {
        PasswordHash raw = new PasswordHash(
                "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$xyPhukG+1RQbSygx4gqJzAZIunYRM88cn0VMhgND+J8");
        assertThat(passwords.matches(raw, Password.of("E = m c\u00b2"))).isTrue();
        assertThat(passwords.matches(raw, Password.of("E = m c2"))).isFalse();
    }

    @Test
    void aHashMatchesItsPasswordOnlyAndIsSaltedAnew() {
        Password password = Password.of("correct Horse 7");
        PasswordHash hash = passwords.hash(password);
        assertThat(hash.encoded()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches(hash, password)).isTrue();
        assertThat(passwords.matches(hash, Password.of("correct Horse 8"))).isFalse();
        assertThat(passwords.matches(hash, Password.of(""))).isFalse();
        assertThat(passwords.matches(null, password)).isFalse();
        assertThat(passwords.hash(password)).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA",
                "$argon2id$v=16$m=8,t=1,p=1$AAAA$AAAA",
                "$argon2id$v=19$m=8,t=1,p=1$AA_A$AAAA",
                "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA\n"
            })
    void whatIsNoArgon2idHashIsRefused(String encoded) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash(encoded));
    }

    @ParameterizedTest
    @EnumSource
    void generatedPasswordsPassTheRulesAndDiffer(PasswordProfile profile) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Password password = passwords.generate();
            assertThat(new PasswordRegime(profile, null).violations(password, new PasswordNames("acme", "tyler")))
                    .isEmpty();
            seen.add(password.reveal());
        }
        assertThat(seen).hasSize(500).allMatch(text -> text.length() == 20);
    }

    @Test
    void beyondAHundredWaitingTheNextIsSentAway() throws InterruptedException {
        Passwords oneAtATime = new Passwords(new SecureRandom(), 1);
        PasswordHash hash = passwords.hash(Password.of("hunter2"));
        AtomicInteger checked = new AtomicInteger();
        AtomicInteger sentAway = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            Thread thread = new Thread(() -> {
                try {
                    checked.addAndGet(oneAtATime.matches(hash, Password.of("hunter2")) ? 1 : 0);
                } catch (IamException refused) {
                    sentAway.addAndGet(refused.kind() == Kind.SERVICE_UNAVAILABLE ? 1 : 0);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(checked.get() + sentAway.get()).isEqualTo(160);
        assertThat(sentAway).hasPositiveValue();
        assertThat(checked).hasValueGreaterThanOrEqualTo(100);
    }

    @Test
    void secretsDoNotPrintThemselves() {
        assertThat(Password.of("hunter2")).asString().doesNotContain("hunter2");
        assertThat(SecretAccessKey.of("hunter2")).asString().doesNotContain("hunter2");
        assertThat(passwords.hash(Password.of("hunter2"))).hasToString("PasswordHash[hidden]");
        assertThat(SecretAccessKey.generate(new SecureRandom()).reveal()).hasSize(40);
    }
}
