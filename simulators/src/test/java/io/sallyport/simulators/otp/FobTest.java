// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.hardware.otp.RfcOneTimeCodes;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FobTest {
    private static final String SECRET = "5ca1ab1e0ff1ce0ddba11cafef00d0123456789a";
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final OtpParameters HOTP = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30));

    private final AtomicReference<Instant> now = new AtomicReference<>(SINCE);
    private final InstantSource clock = now::get;

    private static TokenSeed token(String typeDigitsAndFactor) throws IOException {
        return SeedFile.oathCsv(new StringReader("GAHT12345678," + SECRET + "," + typeDigitsAndFactor))
                .get(0);
    }

    private static String oathtool(OtpParameters parameters, long at) {
        return Oathtool.codes(SECRET, parameters, at, 1).get(0);
    }

    @Test
    void showsTheCodeThatOathtoolComputes() throws IOException {
        Fob fob = Fob.of(token("TOTP,6,30"), clock);
        for (int i = 0; i < 5; i++) {
            now.set(SINCE.plusSeconds(12_345L * i));
            assertThat(fob.press())
                    .isEqualTo(oathtool(fob.parameters(), clock.instant().getEpochSecond()));
        }
        assertThat(fob.serial()).isEqualTo("GAHT12345678");
    }

    @ParameterizedTest
    @CsvSource({
        // elapsed s, ppm, seconds that the fob is ahead
        "3000, 10000, 30",
        "86400, 10000, 864",
        "86400, -10000, -864",
        "31536000, 10000, 315360",
        "94608000, 3.8, 359",
        "94608000, -11.6, -1098"
    })
    void driftingFobShowsTheCodeOfThePredictedStep(long elapsed, double ppm, long ahead) throws IOException {
        Fob fob = Fob.drifting(token("TOTP,8,30"), clock, ppm, SINCE);
        now.set(SINCE.plusSeconds(elapsed));
        long right = clock.instant().getEpochSecond();

        assertThat(fob.press())
                .isEqualTo(oathtool(fob.parameters(), right + ahead))
                .isNotEqualTo(oathtool(fob.parameters(), right));
    }

    @Test
    void turnsToTheNextStepWhenItsOwnClockDoes() throws IOException {
        TokenSeed token = token("TOTP,6,30");
        Fob fob = Fob.drifting(token, clock, 10_000, SINCE);
        long step = token.parameters().stepAt(SINCE);
        RfcOneTimeCodes codes = new RfcOneTimeCodes();

        // 30 s of a fob that runs fast by 1 % are over after 29.70297… s.
        now.set(SINCE.plusMillis(29_702));
        assertThat(codes.match(token.seed(), token.parameters(), step - 5, step + 5, fob.press()))
                .hasValue(step);
        now.set(SINCE.plusMillis(29_703));
        assertThat(codes.match(token.seed(), token.parameters(), step - 5, step + 5, fob.press()))
                .hasValue(step + 1);
    }

    @Test
    void clockWithoutDriftIsRight() {
        now.set(SINCE.plusSeconds(1_000_000).plusNanos(123_456_789));
        assertThat(new DriftingClock(clock, 0, SINCE).instant()).isEqualTo(clock.instant());
    }

    @Test
    void slowClockFallsBehindByParts() {
        DriftingClock slow = new DriftingClock(clock, -1, SINCE);
        now.set(SINCE.plusSeconds(1));
        assertThat(slow.instant()).isEqualTo(SINCE.plusNanos(999_999_000));
    }

    @Test
    void refusesAClockThatWasRightInTheFuture() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fob.drifting(token("TOTP,6,30"), clock, 4, SINCE.plusMillis(1)))
                .withMessageContaining("after now");
    }

    @ParameterizedTest
    @ValueSource(doubles = {100_001, -100_001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesADriftThatNoClockHas(double ppm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fob.drifting(token("TOTP,6,30"), clock, ppm, SINCE))
                .withMessageContaining("ppm");
    }

    @Test
    void eventBasedFobMovesItsCounterOnEachPress() throws IOException {
        Fob fob = Fob.of(token("HOTP,6,41"), clock);

        assertThat(Stream.generate(fob::press).limit(5).toList())
                .containsExactlyElementsOf(Oathtool.codes(SECRET, HOTP, 41, 5));
        assertThat(fob.counter()).isEqualTo(46);
    }

    @Test
    void timeBasedFobShowsOneCodeAStepHoweverOftenItIsPressed() throws IOException {
        Fob fob = Fob.of(token("TOTP,6,60"), clock);
        String shown = fob.press();
        now.set(SINCE.plusSeconds(59));
        assertThat(fob.press()).isEqualTo(shown);
        now.set(SINCE.plusSeconds(60));
        assertThat(fob.press()).isNotEqualTo(shown);
    }

    @Test
    void showsNoSecretByItself() throws IOException {
        assertThat(Fob.of(token("TOTP,6,30"), clock).toString()).isEqualTo("Fob[GAHT12345678]");
    }
}
