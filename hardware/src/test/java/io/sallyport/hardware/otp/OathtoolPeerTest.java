// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OathtoolPeerTest {
    private static final int CODES_PER_RUN = 20;
    /** 2^33 seconds: past 2038 and past the 32-bit counter of seconds. */
    private static final long LATEST = 1L << 33;

    private final Random random = new Random(4226);

    static Stream<OtpParameters> everyTotp() {
        return Stream.of(Hash.values())
                .flatMap(hash -> IntStream.rangeClosed(6, 8)
                        .boxed()
                        .flatMap(digits -> LongStream.of(15, 30, 60, 3600)
                                .mapToObj(period ->
                                        new OtpParameters(Algorithm.TOTP, hash, digits, Duration.ofSeconds(period)))));
    }

    @ParameterizedTest
    @MethodSource("everyTotp")
    void totpAgreesWithOathtool(OtpParameters parameters) {
        for (int run = 0; run < 3; run++) {
            byte[] secret = secret();
            Totp totp = new Totp(OtpSeed.of(secret), parameters);
            long at = random.nextLong(LATEST);
            assertThat(Oathtool.codes(HexFormat.of().formatHex(secret), parameters, at, CODES_PER_RUN))
                    .containsExactlyElementsOf(IntStream.range(0, CODES_PER_RUN)
                            .mapToObj(i -> totp.codeAt(Instant.ofEpochSecond(at)
                                    .plus(parameters.period().multipliedBy(i))))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("everyHotp")
    void hotpAgreesWithOathtool(OtpParameters parameters) {
        for (int run = 0; run < 5; run++) {
            byte[] secret = secret();
            Hotp hotp = new Hotp(OtpSeed.of(secret), parameters);
            long counter = random.nextLong(1L << (12 * (run + 1) - 1));
            assertThat(Oathtool.codes(HexFormat.of().formatHex(secret), parameters, counter, CODES_PER_RUN))
                    .containsExactlyElementsOf(LongStream.range(counter, counter + CODES_PER_RUN)
                            .mapToObj(hotp::code)
                            .toList());
        }
    }

    static Stream<OtpParameters> everyHotp() {
        return IntStream.rangeClosed(6, 8)
                .mapToObj(digits -> new OtpParameters(Algorithm.HOTP, Hash.SHA1, digits, Duration.ofSeconds(30)));
    }

    @Test
    void aThousandRandomTotpCodesAgreeWithOathtool() {
        agree(() -> new OtpParameters(
                Algorithm.TOTP,
                List.of(Hash.values()).get(random.nextInt(3)),
                digits(),
                Duration.ofSeconds(random.nextInt(15, 3600))));
    }

    @Test
    void aThousandRandomHotpCodesAgreeWithOathtool() {
        agree(() -> new OtpParameters(Algorithm.HOTP, Hash.SHA1, digits(), Duration.ofSeconds(30)));
    }

    private void agree(Supplier<OtpParameters> any) {
        List<Oathtool.Question> questions = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            OtpParameters parameters = any.get();
            byte[] secret = secret();
            OtpSeed seed = OtpSeed.of(secret);
            boolean timed = parameters.algorithm() == Algorithm.TOTP;
            long at = timed ? random.nextLong(LATEST) : random.nextLong(1L << random.nextInt(1, 63));
            questions.add(new Oathtool.Question(HexFormat.of().formatHex(secret), parameters, at));
            ours.add(
                    timed
                            ? new Totp(seed, parameters).codeAt(Instant.ofEpochSecond(at))
                            : new Hotp(seed, parameters).code(at));
        }
        assertThat(Oathtool.codes(questions)).containsExactlyElementsOf(ours);
    }

    private int digits() {
        return random.nextInt(6, 9);
    }

    @ParameterizedTest
    @MethodSource("everySecretLength")
    void base32OfTheUriIsReadByOathtool(int length) {
        byte[] secret = new byte[length];
        random.nextBytes(secret);
        OtpAuthUri uri = OtpAuthUri.totp("Sallyport", "zoe", OtpSeed.of(secret));
        String base32 = uri.reveal().replaceAll(".*[?]secret=([A-Z2-7]+)&.*", "$1");

        assertThat(Oathtool.codes(base32, uri.parameters(), 1_700_000_000, 1, "-b"))
                .containsExactly(new Totp(uri.seed(), uri.parameters()).codeAt(Instant.ofEpochSecond(1_700_000_000)));
    }

    static IntStream everySecretLength() {
        return IntStream.of(10, 16, 17, 18, 19, 20, 32, 40, 64);
    }

    /** Shorter and longer than every hash's block. */
    private byte[] secret() {
        byte[] secret = new byte[random.nextInt(16, 160)];
        random.nextBytes(secret);
        return secret;
    }
}
