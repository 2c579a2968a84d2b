// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every table of RFC 6287 appendix C. The PIN is 1234, the keys are digits of 20, 32 and 64 bytes. */
class OcraVectorsTest {
    private static final String PIN = "1234";

    /** {@code T=132d0b6}. */
    private static final Instant TIME = Instant.parse("2008-03-25T12:06:30Z");

    private static Ocra token(String suite, int keyLength) {
        return new Ocra(OcraSuite.parse(suite), RfcVectorsTest.digits(keyLength));
    }

    private static String repeated(int digit) {
        return Integer.toString(digit).repeat(8);
    }

    @Nested
    @DisplayName("C.1 One-way challenge response")
    class OneWay {
        @Test
        void challenge() {
            Ocra token = token("OCRA-1:HOTP-SHA1-6:QN08", 20);
            List<String> responses = List.of(
                    "237653", "243178", "653583", "740991", "608993", "388898", "816933", "224598", "750600", "294470");
            for (int i = 0; i < 10; i++) {
                assertThat(token.response(OcraInput.ofChallenge(repeated(i)))).isEqualTo(responses.get(i));
            }
        }

        @Test
        void counterChallengeAndPin() {
            Ocra token = token("OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1", 32);
            List<String> responses = List.of(
                    "65347737",
                    "86775851",
                    "78192410",
                    "71565254",
                    "10104329",
                    "65983500",
                    "70069104",
                    "91771096",
                    "75011558",
                    "08522129");
            for (int i = 0; i < 10; i++) {
                OcraInput input =
                        OcraInput.ofChallenge("12345678").withCounter(i).withPin(PIN);
                assertThat(token.response(input)).isEqualTo(responses.get(i));
            }
        }

        @Test
        void challengeAndPin() {
            Ocra token = token("OCRA-1:HOTP-SHA256-8:QN08-PSHA1", 32);
            List<String> responses = List.of("83238735", "01501458", "17957585", "86776967", "86807031");
            for (int i = 0; i < 5; i++) {
                OcraInput input = OcraInput.ofChallenge(repeated(i)).withPin(PIN);
                assertThat(token.response(input)).isEqualTo(responses.get(i));
            }
        }

        @Test
        void counterAndChallenge() {
            Ocra token = token("OCRA-1:HOTP-SHA512-8:C-QN08", 64);
            List<String> responses = List.of(
                    "07016083",
                    "63947962",
                    "70123924",
                    "25341727",
                    "33203315",
                    "34205738",
                    "44343969",
                    "51946085",
                    "20403879",
                    "31409299");
            for (int i = 0; i < 10; i++) {
                OcraInput input = OcraInput.ofChallenge(repeated(i)).withCounter(i);
                assertThat(token.response(input)).isEqualTo(responses.get(i));
            }
        }

        @Test
        void challengeAndTime() {
            Ocra token = token("OCRA-1:HOTP-SHA512-8:QN08-T1M", 64);
            List<String> responses = List.of("95209754", "55907591", "22048402", "24218844", "36209546");
            for (int i = 0; i < 5; i++) {
                OcraInput input = OcraInput.ofChallenge(repeated(i));
                assertThat(token.response(input.at(TIME))).isEqualTo(responses.get(i));
                assertThat(token.response(input.atStep(0x132d0b6))).isEqualTo(responses.get(i));
            }
        }
    }

    @Nested
    @DisplayName("C.2 Mutual challenge-response")
    class Mutual {
        @Test
        void serverBySha256() {
            server("OCRA-1:HOTP-SHA256-8:QA08", 32, "28247970", "01984843", "65387857", "03351211", "83412541");
        }

        @Test
        void clientBySha256() {
            Ocra token = token("OCRA-1:HOTP-SHA256-8:QA08", 32);
            List<String> responses = List.of("15510767", "90175646", "33777207", "95285278", "28934924");
            for (int i = 0; i < 5; i++) {
                assertThat(token.response(OcraInput.ofClient("CLI2222" + i, "SRV1111" + i)))
                        .isEqualTo(responses.get(i));
            }
        }

        @Test
        void serverBySha512() {
            server("OCRA-1:HOTP-SHA512-8:QA08", 64, "79496648", "76831980", "12250499", "90856481", "12761449");
        }

        @Test
        void clientBySha512WithPin() {
            Ocra token = token("OCRA-1:HOTP-SHA512-8:QA08-PSHA1", 64);
            List<String> responses = List.of("18806276", "70020315", "01600026", "18951020", "32528969");
            for (int i = 0; i < 5; i++) {
                OcraInput input =
                        OcraInput.ofClient("CLI2222" + i, "SRV1111" + i).withPin(PIN);
                assertThat(token.response(input)).isEqualTo(responses.get(i));
            }
        }

        private void server(String suite, int keyLength, String... responses) {
            Ocra token = token(suite, keyLength);
            for (int i = 0; i < responses.length; i++) {
                assertThat(token.response(OcraInput.ofServer("CLI2222" + i, "SRV1111" + i)))
                        .isEqualTo(responses[i]);
            }
        }
    }

    @Nested
    @DisplayName("C.3 Plain signature")
    class Signature {
        @Test
        void ofTransactions() {
            Ocra token = token("OCRA-1:HOTP-SHA256-8:QA08", 32);
            List<String> responses = List.of("53095496", "04110475", "31331128", "76028668", "46554205");
            for (int i = 0; i < 5; i++) {
                assertThat(token.response(OcraInput.ofSignature("SIG1" + i + "000")))
                        .isEqualTo(responses.get(i));
            }
        }

        @Test
        void ofTransactionsAndTime() {
            Ocra token = token("OCRA-1:HOTP-SHA512-8:QA10-T1M", 64);
            List<String> responses = List.of("77537423", "31970405", "10235557", "95213541", "65360607");
            for (int i = 0; i < 5; i++) {
                OcraInput input = OcraInput.ofSignature("SIG1" + i + "00000").at(TIME);
                assertThat(token.response(input)).isEqualTo(responses.get(i));
            }
        }
    }
}
