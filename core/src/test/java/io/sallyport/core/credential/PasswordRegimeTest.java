// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PasswordRegimeTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-03-01T12:00:00Z");
    private static final LoginProfile PASSWORD = new LoginProfile(
            new UniqueId("AIDAIOSFODNN7EXAMPLE"),
            new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"),
            false,
            CREATED,
            CHANGED);

    private static PasswordRegime regime(PasswordProfile profile, @Nullable Integer age, @Nullable Boolean hard) {
        return new PasswordRegime(profile, new PasswordPolicy(6, false, false, false, false, false, age, 3, hard));
    }

    @Test
    void aPasswordIsToBeChangedSoManyDaysAfterItsLastChange() {
        PasswordRegime ninety = regime(PasswordProfile.AWS, 90, null);
        Instant end = CHANGED.plus(Duration.ofDays(90));
        assertThat(ninety.nextRotation(PASSWORD)).contains(end);
        assertThat(ninety.isExpired(PASSWORD, end.minusMillis(1))).isFalse();
        assertThat(ninety.isExpired(PASSWORD, end)).isTrue();
        assertThat(ninety.isDead(PASSWORD, end)).isFalse();
        assertThat(regime(PasswordProfile.AWS, 90, true).isDead(PASSWORD, end)).isTrue();
        assertThat(regime(PasswordProfile.AWS, 90, true).isDead(PASSWORD, end.minusMillis(1)))
                .isFalse();
        assertThat(regime(PasswordProfile.AWS, 90, false).isDead(PASSWORD, end)).isFalse();
    }

    @Test
    void withoutAnAgeOrAPolicyOrByNistNoneExpires() {
        Instant never = CHANGED.plus(Duration.ofDays(10_000));
        assertThat(regime(PasswordProfile.AWS, null, true).isDead(PASSWORD, never))
                .isFalse();
        assertThat(regime(PasswordProfile.NIST, 90, true).isExpired(PASSWORD, never))
                .isFalse();
        assertThat(regime(PasswordProfile.NIST, 90, true).nextRotation(PASSWORD))
                .isEmpty();
        assertThat(new PasswordRegime(PasswordProfile.AWS, null).nextRotation(PASSWORD))
                .isEmpty();
    }

    @Test
    void thePolicySaysHowManyAreRememberedWhateverTheProfile() {
        assertThat(regime(PasswordProfile.AWS, null, null).remembered()).isEqualTo(3);
        assertThat(regime(PasswordProfile.NIST, null, null).remembered()).isEqualTo(3);
        assertThat(new PasswordRegime(PasswordProfile.AWS, null).remembered()).isZero();
    }

    @Test
    void notesNameEachRuleThatNistForbidsAndEachItMisses() {
        PasswordPolicy strict = new PasswordPolicy(70, true, true, true, true, true, 90, 24, true);
        assertThat(NistNote.on(new PasswordRegime(PasswordProfile.AWS, strict)))
                .allSatisfy(note -> assertThat(note.section()).isEqualTo("3.1.1.2"))
                .extracting(NistNote::rule)
                .containsExactly(
                        "MinimumPasswordLength",
                        "RequireUppercaseCharacters",
                        "RequireLowercaseCharacters",
                        "RequireNumbers",
                        "RequireSymbols",
                        "MaxPasswordAge",
                        "Blocklist");
        assertThat(NistNote.on(new PasswordRegime(PasswordProfile.AWS, null)))
                .extracting(NistNote::text)
                .containsExactly(
                        "passwords of 8 characters are accepted; a password that is the only factor has 15 or more",
                        "3 of four classes of characters are demanded; no rules of composition may be imposed",
                        "passwords are not compared with those that are common; every new one has to be");
        PasswordPolicy mild = new PasswordPolicy(15, false, false, false, false, true, null, 24, null);
        assertThat(NistNote.on(new PasswordRegime(PasswordProfile.AWS, mild)))
                .extracting(NistNote::rule)
                .containsExactly("Blocklist");
        assertThat(NistNote.on(new PasswordRegime(PasswordProfile.NIST, strict)))
                .isEmpty();
    }
}
