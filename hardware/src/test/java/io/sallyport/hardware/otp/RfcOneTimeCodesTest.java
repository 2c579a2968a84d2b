// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.OneTimeCodes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RfcOneTimeCodesTest {
    private static final OtpSeed SEED = RfcVectorsTest.digits(20);
    private static final OtpParameters HOTP = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30));

    private final RfcOneTimeCodes codes = new RfcOneTimeCodes();

    @Test
    void findsCodeAtBothEndsOfTheWindow() {
        assertThat(codes.match(SEED, HOTP, 2, 7, "359152")).hasValue(2);
        assertThat(codes.match(SEED, HOTP, 2, 7, "162583")).hasValue(7);
    }

    @Test
    void findsNothingJustOutsideTheWindow() {
        assertThat(codes.match(SEED, HOTP, 2, 7, "287082")).isEmpty();
        assertThat(codes.match(SEED, HOTP, 2, 7, "399871")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Hash.class)
    void matchesWhatTotpShows(Hash hash) {
        OtpParameters parameters = new OtpParameters(Algorithm.TOTP, hash, 8, Duration.ofSeconds(60));
        for (long step = 1000; step < 1100; step++) {
            String shown = new Totp(SEED, parameters).codeAt(Instant.ofEpochSecond(60 * step + 59));
            assertThat(codes.match(SEED, parameters, step - 1, step + 1, shown)).hasValue(step);
        }
    }

    @Test
    void answersFirstOfTwoStepsThatShowTheSameCode() {
        Hotp hotp = new Hotp(SEED, HOTP);
        Map<String, Long> seen = new HashMap<>();
        long second = 0;
        while (seen.putIfAbsent(hotp.code(second), second) == null) {
            second++;
        }
        String twice = hotp.code(second);
        long first = seen.getOrDefault(twice, -1L);

        assertThat(codes.match(SEED, HOTP, 0, second, twice)).hasValue(first);
        assertThat(codes.match(SEED, HOTP, first + 1, second, twice)).hasValue(second);
    }

    @Test
    void findsCodeOfZerosAtItsStep() {
        Hotp hotp = new Hotp(SEED, HOTP);
        long zeros = 0;
        while (!hotp.code(zeros).equals("000000")) {
            zeros++;
        }
        assertThat(codes.match(SEED, HOTP, zeros - 1, zeros + 1, "000000")).hasValue(zeros);
        assertThat(codes.match(SEED, HOTP, zeros + 1, zeros + 3, "000000")).isEmpty();
    }

    @Test
    void stepsBelowZeroDoNotExist() {
        assertThat(codes.match(SEED, HOTP, -5, 0, "755224")).hasValue(0);
        assertThat(codes.match(SEED, HOTP, -5, -1, "755224")).isEmpty();
        assertThat(codes.match(SEED, HOTP, Long.MIN_VALUE, 0, "755224")).hasValue(0);
    }

    @Test
    void emptyWindowMatchesNothing() {
        assertThat(codes.match(SEED, HOTP, 1, 0, "755224")).isEmpty();
    }

    @Test
    void windowMayEndAtTheLargestCounter() {
        String last = new Hotp(SEED, HOTP).code(Long.MAX_VALUE);
        assertThat(codes.match(SEED, HOTP, Long.MAX_VALUE - 2, Long.MAX_VALUE, last))
                .isEqualTo(OptionalLong.of(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "75522",
                "7552240",
                "0755224",
                " 755224",
                "755224 ",
                "755 224",
                "+55224",
                "-55224",
                "75522a",
                "75522\u0664",
                "\uff17\uff15\uff15\uff12\uff12\uff14",
                "755224\n",
                "99999999999999999999"
            })
    void anythingButSixAsciiDigitsMatchesNothing(String typed) {
        assertThat(codes.match(SEED, HOTP, 0, 9, typed)).isEmpty();
    }

    @Test
    void sixDigitsAreNoCodeOfAnEightDigitDevice() {
        OtpParameters eight = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 8, Duration.ofSeconds(30));
        assertThat(codes.match(SEED, eight, 0, 0, "84755224")).hasValue(0);
        assertThat(codes.match(SEED, eight, 0, 0, "755224")).isEmpty();
    }

    /** As the port says it, by one code at a time. */
    private OptionalLong pairOneByOne(OtpParameters parameters, long from, long to, String first, String second) {
        return new OneTimeCodes() {
            @Override
            public OptionalLong match(OtpSeed seed, OtpParameters same, long start, long end, String code) {
                return codes.match(seed, same, start, end, code);
            }
        }.matchPair(SEED, parameters, from, to, first, second);
    }

    @ParameterizedTest
    @EnumSource(Hash.class)
    void findsAPairWhereOneCodeAtATimeWould(Hash hash) {
        OtpParameters parameters = new OtpParameters(Algorithm.TOTP, hash, 6, Duration.ofSeconds(30));
        for (long step = 95; step <= 115; step++) {
            String first = code(parameters, step);
            for (String second : List.of(code(parameters, step + 1), code(parameters, step + 2), first, "", "12345")) {
                assertThat(codes.matchPair(SEED, parameters, 100, 110, first, second))
                        .isEqualTo(pairOneByOne(parameters, 100, 110, first, second))
                        .isEqualTo(
                                second.equals(code(parameters, step + 1)) && step >= 100 && step <= 110
                                        ? OptionalLong.of(step)
                                        : OptionalLong.empty());
            }
        }
    }

    private static String code(OtpParameters parameters, long step) {
        return new Totp(SEED, parameters)
                .codeAt(Instant.ofEpochSecond(step * parameters.period().toSeconds()));
    }

    @Test
    void pairsKeepToTheStepsThereAre() {
        assertThat(codes.matchPair(SEED, HOTP, -5, 0, "755224", "287082")).hasValue(0);
        assertThat(codes.matchPair(SEED, HOTP, Long.MIN_VALUE, 0, "755224", "287082"))
                .hasValue(0);
        assertThat(codes.matchPair(SEED, HOTP, -5, -1, "755224", "287082")).isEmpty();
        assertThat(codes.matchPair(SEED, HOTP, 1, 0, "287082", "359152")).isEmpty();
        Hotp hotp = new Hotp(SEED, HOTP);
        String last = hotp.code(Long.MAX_VALUE);
        assertThat(codes.matchPair(SEED, HOTP, Long.MAX_VALUE - 2, Long.MAX_VALUE, hotp.code(Long.MAX_VALUE - 1), last))
                .hasValue(Long.MAX_VALUE - 1);
        assertThat(codes.matchPair(SEED, HOTP, Long.MAX_VALUE, Long.MAX_VALUE, last, "000000"))
                .isEmpty();
    }
}
