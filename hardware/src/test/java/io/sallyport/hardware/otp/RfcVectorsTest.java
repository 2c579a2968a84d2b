// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RfcVectorsTest {
    private static final Duration THIRTY_SECONDS = Duration.ofSeconds(30);

    static OtpSeed digits(int length) {
        return OtpSeed.of("1234567890".repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII));
    }

    @Nested
    @DisplayName("RFC 4226 appendix D")
    class Rfc4226 {
        private final OtpParameters parameters = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, THIRTY_SECONDS);

        @ParameterizedTest
        @CsvSource({
            "0,755224",
            "1,287082",
            "2,359152",
            "3,969429",
            "4,338314",
            "5,254676",
            "6,287922",
            "7,162583",
            "8,399871",
            "9,520489"
        })
        void hotpMatches(long counter, String code) {
            assertThat(new Hotp(digits(20), parameters).code(counter)).isEqualTo(code);
        }

        @Test
        void refusesCounterBelowZero() {
            Hotp hotp = new Hotp(digits(20), parameters);
            assertThatThrownBy(() -> hotp.code(-1)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void refusesParametersOfTimeBasedDevice() {
            assertThatThrownBy(() -> new Hotp(digits(20), OtpParameters.STANDARD))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    @DisplayName("RFC 6238 appendix B with erratum 2866: keys of 20, 32 and 64 bytes")
    class Rfc6238 {
        @ParameterizedTest
        @CsvSource({
            "59,94287082,46119246,90693936",
            "1111111109,07081804,68084774,25091201",
            "1111111111,14050471,67062674,99943326",
            "1234567890,89005924,91819424,93441116",
            "2000000000,69279037,90698825,38618901",
            "20000000000,65353130,77737706,47863826"
        })
        void totpMatches(long second, String sha1, String sha256, String sha512) {
            assertThat(code(Hash.SHA1, 20, second)).isEqualTo(sha1);
            assertThat(code(Hash.SHA256, 32, second)).isEqualTo(sha256);
            assertThat(code(Hash.SHA512, 64, second)).isEqualTo(sha512);
        }

        private String code(Hash hash, int keyLength, long second) {
            OtpParameters parameters = new OtpParameters(Algorithm.TOTP, hash, 8, THIRTY_SECONDS);
            return new Totp(digits(keyLength), parameters).codeAt(Instant.ofEpochSecond(second));
        }

        @Test
        void refusesTimeBefore1970() {
            Totp totp = new Totp(digits(20), OtpParameters.STANDARD);
            assertThatThrownBy(() -> totp.codeAt(Instant.ofEpochSecond(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void refusesParametersOfEventBasedDevice() {
            OtpParameters hotp = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, THIRTY_SECONDS);
            assertThatThrownBy(() -> new Totp(digits(20), hotp)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
