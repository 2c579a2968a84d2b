// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.mfa.OtpParameters.Hash;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6287 section 6 OCRASuites")
class OcraSuiteTest {
    @Test
    void readsTheExamplesOfSection64() {
        OcraSuite first = OcraSuite.parse("OCRA-1:HOTP-SHA512-8:C-QN08-PSHA1");
        assertThat(first.hash()).isEqualTo(Hash.SHA512);
        assertThat(first.digits()).isEqualTo(8);
        assertThat(first.hasCounter()).isTrue();
        assertThat(first.challenge()).isEqualTo(OcraChallenge.NUMERIC);
        assertThat(first.challengeLength()).isEqualTo(8);
        assertThat(first.pin()).hasValue(Hash.SHA1);
        assertThat(first.sessionLength()).isZero();
        assertThat(first.timeStep()).isEmpty();
        assertThat(first).hasToString("OCRA-1:HOTP-SHA512-8:C-QN08-PSHA1");

        OcraSuite second = OcraSuite.parse("OCRA-1:HOTP-SHA256-6:QA10-T1M");
        assertThat(second.hasCounter()).isFalse();
        assertThat(second.challenge()).isEqualTo(OcraChallenge.ALPHANUMERIC);
        assertThat(second.pin()).isEmpty();
        assertThat(second.timeStep()).hasValue(Duration.ofMinutes(1));

        // The length has one digit in the RFC as well.
        OcraSuite third = OcraSuite.parse("OCRA-1:HOTP-SHA1-4:QH8-S512");
        assertThat(third.challenge()).isEqualTo(OcraChallenge.HEXADECIMAL);
        assertThat(third.challengeLength()).isEqualTo(8);
        assertThat(third.sessionLength()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({"T1S,1", "T59S,59", "T1M,60", "T59M,3540", "T1H,3600", "T48H,172800"})
    void readsTimeSteps(String time, long seconds) {
        assertThat(OcraSuite.parse("OCRA-1:HOTP-SHA1-6:QN08-" + time).timeStep())
                .hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 6, 7, 8, 9, 10})
    void readsEveryTruncation(int digits) {
        assertThat(OcraSuite.parse("OCRA-1:HOTP-SHA1-" + digits + ":QN64").digits())
                .isEqualTo(digits);
    }

    @Test
    void readsAllInputsTogether() {
        OcraSuite suite = OcraSuite.parse("OCRA-1:HOTP-SHA256-10:C-QH64-PSHA512-S001-T20S");
        assertThat(suite.hasCounter()).isTrue();
        assertThat(suite.challengeLength()).isEqualTo(64);
        assertThat(suite.pin()).hasValue(Hash.SHA512);
        assertThat(suite.sessionLength()).isEqualTo(1);
        assertThat(suite.timeStep()).hasValue(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|three parts",
                "OCRA-1|three parts",
                "OCRA-1:HOTP-SHA1-6|three parts",
                "OCRA-1:HOTP-SHA1-6:QN08:|three parts",
                "OCRA-2:HOTP-SHA1-6:QN08|not OCRA-1",
                "ocra-1:HOTP-SHA1-6:QN08|not OCRA-1",
                "' OCRA-1:HOTP-SHA1-6:QN08'|not OCRA-1",
                "OCRA-1:TOTP-SHA1-6:QN08|its function is not",
                "OCRA-1:HOTP-SHA384-6:QN08|its function is not",
                "OCRA-1:HOTP-MD5-6:QN08|its function is not",
                "OCRA-1:HOTP-SHA1-3:QN08|its function is not",
                "OCRA-1:HOTP-SHA1-11:QN08|its function is not",
                "OCRA-1:HOTP-SHA1-06:QN08|its function is not",
                "OCRA-1:HOTP-SHA1--6:QN08|its function is not",
                "OCRA-1:HOTP-SHA1:QN08|its function is not",
                "OCRA-1:HOTP-SHA1-6:|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:C|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:PSHA1|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:QX08|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:QN|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:QN008|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:QN03|4 to 64, not 3",
                "OCRA-1:HOTP-SHA1-6:QN65|4 to 64, not 65",
                "OCRA-1:HOTP-SHA1-6:QN08-C|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-QN08|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-P|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-PSHA2|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-S64|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-S|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-S000|1 to 512, not 0",
                "OCRA-1:HOTP-SHA1-6:QN08-S513|1 to 512, not 513",
                "OCRA-1:HOTP-SHA1-6:QN08-T|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-T1D|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-T0H|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-T0M|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-T60S|1 to 59, not 60",
                "OCRA-1:HOTP-SHA1-6:QN08-T60M|1 to 59, not 60",
                "OCRA-1:HOTP-SHA1-6:QN08-T49H|1 to 48, not 49",
                "OCRA-1:HOTP-SHA1-6:QN08-T1M-PSHA1|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-S064-PSHA1|in this order",
                "OCRA-1:HOTP-SHA1-6:QN08-T1M-|in this order",
                "'OCRA-1:HOTP-SHA1-6:QN08\n'|its challenge is not",
                "OCRA-1:HOTP-SHA1-6:QN٠٨|its challenge is not"
            })
    void refusesABadSuiteAndSaysWhatIsWrong(String suite, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OcraSuite.parse(suite))
                .withMessageStartingWith("not an OCRA suite (RFC 6287 section 6): ")
                .withMessageContaining(complaint);
    }

    @Test
    void refusesAnEndlessSuiteWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OcraSuite.parse("OCRA-1:HOTP-SHA1-6:QN08" + "-T1M".repeat(100_000)))
                .withMessageMatching(".{1,100}");
    }

    @Test
    void isEqualToItsLike() {
        assertThat(OcraSuite.parse("OCRA-1:HOTP-SHA1-6:QN08"))
                .isEqualTo(OcraSuite.parse("OCRA-1:HOTP-SHA1-6:QN08"))
                .hasSameHashCodeAs(OcraSuite.parse("OCRA-1:HOTP-SHA1-6:QN08"))
                // The text enters the computation.
                .isNotEqualTo(OcraSuite.parse("OCRA-1:HOTP-SHA1-6:QN8"));
    }
}
