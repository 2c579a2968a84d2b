// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A fob's clock, learnt in the store from one sign-in to the next. */
@OnBothDatabases
final class FobClockTest extends MfaRegistryFixture {
    private static final Duration MONTH = Duration.ofDays(30);

    private final MfaSerial serial = new MfaSerial("GAHT12345678");
    private final OtpSeed seed = TestAccount.seed();

    FobClockTest(TestStore store) {
        super(store);
        account.change(in -> in.mfaDevices().add(CodeDevice.newFob(serial, OtpParameters.STANDARD, 0), seed));
        enable(serial, tyler.id(), shown(-1, 0), shown(0, 0));
    }

    /** What a fob shows that is so many seconds ahead. */
    private String shown(int steps, double ahead) {
        return StepCodes.code(seed, OtpParameters.STANDARD.stepAt(now.plusMillis(Math.round(ahead * 1000))) + steps);
    }

    /** Sign-ins once a month of a fob that gains 10 ppm. */
    private double drift(int months) {
        double ahead = 0;
        for (int month = 0; month < months; month++) {
            pass(MONTH);
            ahead += MONTH.toSeconds() * 10e-6;
            assertThat(accepts(serial, shown(0, ahead))).as("month " + month).isTrue();
        }
        return ahead;
    }

    @Test
    void aFobThatGainsIsFollowedForYearsByThreeCodes() {
        double ahead = drift(60);
        assertThat(ahead).isGreaterThan(1500);
        CodeDevice fob = account.code(serial);
        assertThat(fob.liveCodesAt(now).count()).isEqualTo(3);
        assertThat(fob.offsetAt(now)).isBetween(51L, 53L);
        assertThat(fob.clock().estimate().rate()).isBetween(9.5e-6, 10.5e-6);
        assertThat(fob.clock().estimate().uses()).isEqualTo(60);
        assertThat(fob.clock().version()).isEqualTo(61);
        assertThat(accepts(serial, shown(0, 0))).as("our own clock's code").isFalse();
    }

    @Test
    void aNewBatteryIsMendedByTwoCodesAndOnRecord() {
        double ahead = drift(6);
        pass(MONTH);
        double found = ahead - 300;
        assertThat(accepts(serial, shown(0, found))).isFalse();
        resync(serial, shown(-1, found), shown(0, found));
        ClockEstimate known = clock(serial).estimate();
        ClockEstimate.Jump jump = Objects.requireNonNull(known.jump());
        assertThat(jump.at()).isEqualTo(now);
        assertThat(jump.seconds()).isBetween(-360.0, -280.0);
        pass(Duration.ofMinutes(1));
        assertThat(accepts(serial, shown(0, found))).isTrue();
    }

    @Test
    void twoCodesSignInAndAreUsedUp() {
        double ahead = 400;
        pass(MONTH);
        assertThat(accepts(serial, shown(0, ahead))).isFalse();
        assertThat(pair(shown(0, ahead), shown(2, ahead))).as("not consecutive").isEmpty();
        assertThat(pair(shown(0, ahead), shown(1, ahead)).orElseThrow().method())
                .isEqualTo(MfaEvidence.Method.TOTP);
        assertThat(clock(serial).failures()).isZero();
        pass(STEP);
        for (int used : List.of(-1, 0)) {
            assertThat(accepts(serial, shown(used, ahead))).isFalse();
        }
        assertThat(accepts(serial, shown(1, ahead))).isTrue();
        assertThat(pair(account.root(), shown(2, ahead), shown(3, ahead)))
                .as("not root's")
                .isEmpty();
    }

    private Optional<MfaEvidence> pair(String first, String second) {
        return pair(tyler.id(), first, second);
    }

    private Optional<MfaEvidence> pair(UniqueId owner, String first, String second) {
        return account.write(in ->
                registry.tryCodes(in.mfaDevices(), owner, serial, first, second).evidence());
    }

    @Test
    void aClockOfOursThatGoesBackwardsAcceptsNothingTwice() {
        drift(5);
        Instant right = now;
        double ahead = 5 * MONTH.toSeconds() * 10e-6;
        pass(STEP.multipliedBy(2));
        String used = shown(0, ahead);
        assertThat(accepts(serial, used)).isTrue();
        long last = clock(serial).lastStep();
        for (Duration back : List.of(STEP, STEP.multipliedBy(2), Duration.ofHours(1), Duration.ofDays(400))) {
            now = right.minus(back);
            assertThat(accepts(serial, used)).isFalse();
            assertThat(accepts(serial, shown(0, ahead))).isFalse();
            assertThat(clock(serial).lastStep()).isEqualTo(last);
        }
        now = right.plus(STEP.multipliedBy(10));
        CodeDevice resting = account.code(serial);
        account.change(in -> in.mfaDevices().failed(resting, Instant.EPOCH));
        assertThat(accepts(serial, shown(0, ahead))).isTrue();
    }

    @Test
    void aRefusedCodeTeachesNothing() {
        drift(4);
        pass(MONTH);
        ClockEstimate before = clock(serial).estimate();
        assertThat(accepts(serial, wrong(seed))).isFalse();
        assertThat(clock(serial).estimate()).isEqualTo(before);
    }
}
