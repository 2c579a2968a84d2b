// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Instant SINCE = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static List<Fleet.Member> gemalto(int count, Random random) {
        return Fleet.make(FobModel.GEMALTO, OtpParameters.STANDARD, count, 1, Fleet.Spread.USUAL, random);
    }

    @Test
    void serialsAreInSequenceAndSeedsDiffer() {
        List<Fleet.Member> fleet = gemalto(1000, new SecureRandom());

        assertThat(fleet)
                .extracting(fob -> fob.token().serial())
                .startsWith("GAHT00000001", "GAHT00000002")
                .endsWith("GAHT00001000");
        assertThat(new HashSet<>(fleet.stream().map(fob -> fob.token().seed()).toList()))
                .hasSize(1000);
        assertThat(fleet).allSatisfy(fob -> assertThat(fob.token().maker()).isEqualTo("Gemalto"));
    }

    @Test
    void theSameSeedDrawsTheSameFleetAndSecureRandomNeverDoes() {
        assertThat(gemalto(50, new Random(7))).isEqualTo(gemalto(50, new Random(7)));
        assertThat(gemalto(50, new Random(7))).isNotEqualTo(gemalto(50, new Random(8)));
        assertThat(gemalto(50, new SecureRandom())).isNotEqualTo(gemalto(50, new SecureRandom()));
    }

    @Test
    void quartzesDifferAsTheIssueHasIt() {
        List<Fleet.Member> fleet = gemalto(100_000, new Random(7));
        List<Double> bad = fleet.stream()
                .map(Fleet.Member::driftPpm)
                .filter(ppm -> Math.abs(ppm) == 12)
                .toList();
        double[] usual = fleet.stream()
                .mapToDouble(Fleet.Member::driftPpm)
                .filter(ppm -> Math.abs(ppm) != 12)
                .toArray();
        double mean = Arrays.stream(usual).average().orElseThrow();
        double variance = Arrays.stream(usual)
                .map(ppm -> (ppm - mean) * (ppm - mean))
                .average()
                .orElseThrow();

        assertThat(bad).hasSizeBetween(900, 1100).contains(12.0, -12.0);
        assertThat(mean).isCloseTo(0, within(0.05));
        assertThat(Math.sqrt(variance)).isCloseTo(4, within(0.05));
    }

    @Test
    void eachFobShowsTheCodesOfItsOwnSeedAndClock() {
        OtpParameters parameters = new OtpParameters(Algorithm.TOTP, Hash.SHA256, 8, Duration.ofSeconds(60));
        List<Fleet.Member> fleet =
                Fleet.make(FobModel.SUREPASSID, parameters, 20, 99_999_980, Fleet.Spread.USUAL, new Random(3));
        InstantSource clock = InstantSource.fixed(NOW);
        long elapsed = Duration.between(SINCE, NOW).toSeconds();

        for (Fleet.Member member : fleet) {
            Fob fob = member.fob(clock, SINCE).build();
            long own = NOW.getEpochSecond() + (long) Math.floor(elapsed * member.driftPpm() / 1e6);
            String secret = HexFormat.of().formatHex(member.token().seed().reveal());
            assertThat(secret).hasSize(64);
            assertThat(fob.press())
                    .isEqualTo(Oathtool.codes(secret, parameters, own, 1).get(0));
            assertThat(fob.model()).isEqualTo(FobModel.SUREPASSID);
        }
        assertThat(fleet.get(19).token().serial()).isEqualTo("SPID99999999");
    }

    @Test
    void refusesWhatTheMakerDoesNotMake() {
        OtpParameters hotp = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fleet.make(FobModel.GEMALTO, hotp, 1, 1, Fleet.Spread.USUAL, new Random(1)))
                .withMessageContaining("time-based");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fleet.make(
                        FobModel.GEMALTO, OtpParameters.STANDARD, 2, 99_999_999, Fleet.Spread.USUAL, new Random(1)))
                .withMessageContaining("numbered");
    }
}
