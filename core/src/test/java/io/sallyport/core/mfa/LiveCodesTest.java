// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many codes are live, what a guesser makes of it, and until when. */
final class LiveCodesTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({"3,6,3.0e-4", "9,6,9.0e-4", "13,6,1.3e-3", "3,8,3.0e-6", "10,6,1.0e-3", "41,6,4.1e-3"})
    void aHundredTriesHitWithAboutAHundredTimesTheChanceOfOne(int count, int digits, double expected) {
        assertThat(LiveCodes.guessProbability(count, digits)).isCloseTo(expected, within(expected / 100));
    }

    /** Against a game played: windows so wide that chance shows. */
    @Test
    void theChanceIsTheOneThatGuessersHave() {
        Random random = new Random(1);
        int rounds = 20_000;
        int hits = 0;
        for (int round = 0; round < rounds; round++) {
            boolean hit = false;
            for (int tried = 0; tried < Throttle.MOST; tried++) {
                hit |= random.nextInt(1_000_000) < 5_000;
            }
            hits += hit ? 1 : 0;
        }
        assertThat(LiveCodes.guessProbability(5_000, 6)).isCloseTo((double) hits / rounds, within(0.02));
    }

    @Test
    void anEventBasedFobHasTenLiveCodesAndAnAppAlwaysThree() {
        OtpParameters hotp =
                new OtpParameters(OtpParameters.Algorithm.HOTP, OtpParameters.Hash.SHA1, 6, Duration.ofSeconds(30));
        Instant now = Instant.parse("2026-03-01T12:00:10Z");
        CodeDevice fob = CodeDevice.newFob(new MfaSerial("GAHT12345678"), hotp, 5);
        assertThat(fob.liveCodesAt(now).count()).isEqualTo(10);
        assertThat(fob.offsetAt(now)).isZero();
        assertThat(ClockForecast.of(fob, now)).isEqualTo(new ClockForecast(null, null));

        CodeDevice app = CodeDevice.newApp(MfaSerial.virtual(new AccountId("051826736434"), EntityPath.ROOT, "phone"));
        long step = OtpParameters.STANDARD.stepAt(now);
        ClockState clock = new ClockState(step, app.learntFromPair(step, now), 1, 0, Instant.EPOCH);
        CodeDevice enabled = new CodeDevice(app.serial(), app.type(), app.parameters(), null, null, clock);
        assertThat(enabled.liveCodesAt(now.plus(DAY.multipliedBy(500))))
                .isEqualTo(LiveCodes.around(OtpParameters.STANDARD.stepAt(now.plus(DAY.multipliedBy(500))), 1));
    }

    @Test
    void whatASeedFileSaysOfTheClockIsWhereItBegins() {
        Instant now = Instant.parse("2026-03-01T12:00:10Z");
        CodeDevice fob = CodeDevice.newFob(new MfaSerial("GAHT12345678"), OtpParameters.STANDARD, 0, -7);
        assertThat(fob.offsetAt(now)).isEqualTo(-7);
        assertThat(fob.secondsAheadAt(now)).isEqualTo(-210);
    }

    @Test
    void theDayOnWhichAFobFallsOutIsTheFirstOnWhichItsWindowIsTooNarrow() {
        WatchedFob fob = new WatchedFob(OtpParameters.STANDARD, 5, 0, new Random(2));
        Instant out = ClockForecast.of(fob.device, fob.now).outOfWindowAt();
        // 5 ppm of not knowing are 135 seconds, at two standard deviations, in five months.
        assertThat(out).isBetween(fob.now.plus(DAY.multipliedBy(130)), fob.now.plus(DAY.multipliedBy(170)));
        for (int use = 0; use < 6; use++) {
            fob.pass(DAY.multipliedBy(30));
            fob.use();
        }
        ClockForecast known = ClockForecast.of(fob.device, fob.now);
        Instant widens = Objects.requireNonNull(known.threeCodesUntil());
        Instant fallsOut = Objects.requireNonNull(known.outOfWindowAt());
        assertThat(widens).isBetween(fob.now.plus(DAY.multipliedBy(200)), fallsOut);
        assertThat(fallsOut).isAfter(fob.now.plus(DAY.multipliedBy(400)));
        assertThat(fob.device.liveCodesAt(widens.minus(DAY)).count()).isEqualTo(3);
        assertThat(fob.device.liveCodesAt(widens).count()).isGreaterThan(3);
        assertThat(fob.device.liveCodesAt(fallsOut).count()).isEqualTo(9);
    }
}
