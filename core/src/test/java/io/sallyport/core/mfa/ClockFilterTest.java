// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sallyport.core.mfa.ClockEstimate.Covariance;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learnt of a clock from codes that are accepted. */
final class ClockFilterTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Random random = new Random(6);

    private static OtpParameters period(int seconds) {
        return new OtpParameters(OtpParameters.Algorithm.TOTP, OtpParameters.Hash.SHA1, 6, Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60})
    void theWindowFollowsRandomFobsWithinTwentyPpm(int seconds) {
        int tried = 0;
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            double ppm = 40 * random.nextDouble() - 20;
            WatchedFob fob = new WatchedFob(period(seconds), ppm, 600 * random.nextDouble() - 300, random);
            for (int use = 1; use <= 30; use++) {
                fob.pass(Duration.ofHours(24 + random.nextInt(90 * 24)));
                boolean accepted = fob.use();
                if (!accepted) {
                    fob.pair();
                    assertThat(fob.use()).as("two codes bring it back").isTrue();
                }
                if (use >= LiveCodes.SETTLED) {
                    tried++;
                    refused += accepted ? 0 : 1;
                }
            }
            assertThat(fob.learntPpm()).isCloseTo(ppm, within(2.0));
        }
        assertThat(refused).isLessThan(tried / 100);
    }

    @Test
    void aFobInUseHasThreeLiveCodesFromTheFourthUseOn() {
        WatchedFob fob = new WatchedFob(period(30), 11.6, 45, random);
        for (int use = 1; use < LiveCodes.SETTLED; use++) {
            fob.pass(DAY.multipliedBy(60));
            assertThat(fob.liveCodes()).isBetween(3, 9);
            assertThat(fob.use()).isTrue();
        }
        for (int use = LiveCodes.SETTLED; use < 12; use++) {
            fob.pass(DAY.multipliedBy(180));
            assertThat(fob.liveCodes()).isEqualTo(3);
            assertThat(fob.use()).isTrue();
        }
    }

    @Test
    void theWindowIsWiderWhereLittleIsKnownAndNeverBeyondNineCodes() {
        WatchedFob fob = new WatchedFob(period(30), 0, 0, random);
        assertThat(fob.liveCodes()).as("two codes were just seen").isEqualTo(3);
        fob.pass(DAY.multipliedBy(60));
        assertThat(fob.liveCodes()).isEqualTo(5);
        fob.pass(DAY.multipliedBy(3000));
        assertThat(fob.liveCodes()).isEqualTo(9);
    }

    @Test
    void aLongRestWidensTheWindowOfAKnownClockAgain() {
        WatchedFob fob = new WatchedFob(period(30), 4, 0, random);
        for (int use = 0; use < 8; use++) {
            fob.pass(DAY.multipliedBy(30));
            fob.use();
        }
        fob.pass(DAY.multipliedBy(200));
        assertThat(fob.liveCodes()).isEqualTo(3);
        fob.pass(DAY.multipliedBy(600));
        assertThat(fob.liveCodes()).isGreaterThan(3);
    }

    @Test
    void oneLateOrGuessedCodeMovesAKnownClockByNoMoreThanHalfAStep() {
        WatchedFob fob = new WatchedFob(period(30), 3, 100, random);
        for (int use = 0; use < 10; use++) {
            fob.pass(DAY.multipliedBy(40));
            fob.use();
        }
        fob.pass(DAY.multipliedBy(20));
        LiveCodes live = fob.device.liveCodesAt(fob.now);
        double before = fob.device.expectedAt(fob.now).offset();
        for (long step : new long[] {live.from(), live.to()}) {
            ClockEstimate after = fob.device.learntFromCode(step, fob.now);
            assertThat(after.offset()).isCloseTo(before, within(15.0));
            assertThat(after.rate() * 1e6).isCloseTo(3, within(1.5));
        }
    }

    @Test
    void aNewBatteryIsAJumpThatTwoCodesMendAndTheRateOutlivesIt() {
        WatchedFob fob = new WatchedFob(period(30), -6, 0, random);
        for (int use = 0; use < 10; use++) {
            fob.pass(DAY.multipliedBy(60));
            fob.use();
        }
        assertThat(fob.device.clock().estimate().jump()).isNull();
        fob.pass(DAY);
        fob.jump(250);
        assertThat(fob.use()).isFalse();
        fob.pair();
        ClockEstimate.Jump jump =
                Objects.requireNonNull(fob.device.clock().estimate().jump());
        assertThat(jump.seconds()).isCloseTo(250, within(30.0));
        assertThat(jump.at()).isEqualTo(fob.now);
        assertThat(fob.error()).isCloseTo(0, within(30.0));
        assertThat(fob.learntPpm()).isCloseTo(-6, within(1.0));
        for (int use = 0; use < 5; use++) {
            fob.pass(DAY.multipliedBy(60));
            assertThat(fob.use()).isTrue();
        }
    }

    @Test
    void timeThatRunsBackwardsTeachesNoWrongRate() {
        WatchedFob fob = new WatchedFob(period(30), 0, 0, random);
        for (int use = 0; use < 5; use++) {
            fob.pass(DAY.multipliedBy(30));
            fob.use();
        }
        Instant right = fob.now;
        fob.now = right.minusSeconds(20);
        assertThat(fob.use()).isTrue();
        assertThat(fob.device.clock().estimate().at()).isEqualTo(fob.now);
        assertThat(fob.learntPpm()).isCloseTo(0, within(1.0));
    }

    @Test
    void whatIsKnownStaysACovariance() {
        for (int i = 0; i < 200; i++) {
            WatchedFob fob = new WatchedFob(period(30), 8 * random.nextGaussian(), 0, random);
            for (int use = 0; use < 30; use++) {
                // From seconds to a year.
                fob.pass(Duration.ofSeconds((long) Math.exp(17 * random.nextDouble())));
                if (random.nextInt(20) == 0) {
                    fob.jump(300 * random.nextGaussian());
                }
                if (!fob.use()) {
                    fob.pair();
                }
                Covariance known = fob.device.clock().estimate().covariance();
                assertThat(known.offset()).isPositive();
                assertThat(known.rate()).isPositive();
                assertThat(known.both() * known.both()).isLessThanOrEqualTo(known.offset() * known.rate());
            }
        }
    }
}
