// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OcraTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Ocra token(String suite) {
        return new Ocra(OcraSuite.parse(suite), RfcVectorsTest.digits(20));
    }

    /** What no truncation shows: the HMAC over this DataInput, written by hand. */
    private static String hmac(String suite, String hexAfterSuite) {
        Mac mac = HmacUtils.getInitializedMac(
                HmacAlgorithms.HMAC_SHA_1, RfcVectorsTest.digits(20).reveal());
        mac.update(suite.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 0);
        return HexFormat.of().formatHex(mac.doFinal(HexFormat.of().parseHex(hexAfterSuite)));
    }

    private static String padded(String challenge) {
        return challenge + "0".repeat(256 - challenge.length());
    }

    @Nested
    @DisplayName("RFC 6287 section 5.1 DataInput")
    class DataInput {
        @ParameterizedTest
        @CsvSource({
            // 255 is ff, 4095 is fff: an odd number of half bytes stands at the left (erratum 3729).
            "QN08,00000255,ff",
            "QN08,4095,fff",
            "QN08,00000000,0",
            "QN64,9999999999999999999999999999999999999999999999999999999999999999,184f03e93ff9f4daa797ed6e38ed64bf6a1f00ffffffffffffffff",
            "QA08,ab1,616231",
            "QA08,' ~',207e",
            "QH08,0aF,0aF",
            "QH08,00ff00ff,00ff00ff"
        })
        void challengesStandAtTheLeft(String input, String challenge, String hex) {
            String suite = "OCRA-1:HOTP-SHA1-0:" + input;
            assertThat(token(suite).response(OcraInput.ofChallenge(challenge))).isEqualTo(hmac(suite, padded(hex)));
        }

        @Test
        void everyInputHasItsPlaceAndWidth() {
            String suite = "OCRA-1:HOTP-SHA1-0:C-QH08-PSHA256-S004-T30S";
            OcraInput input = OcraInput.ofChallenge("ab")
                    .withCounter(258)
                    .withPin("pässword")
                    .withSession("é")
                    .at(Instant.ofEpochSecond(95));
            assertThat(token(suite).response(input))
                    .isEqualTo(hmac(
                            suite,
                            "0000000000000102" + padded("ab") + DigestUtils.sha256Hex("pässword") + "0000c3a9"
                                    + "0000000000000003"));
        }

        @Test
        void aPinMayComeAsItsHash() {
            Ocra token = token("OCRA-1:HOTP-SHA1-6:QN08-PSHA512");
            OcraInput input = OcraInput.ofChallenge("1");
            assertThat(token.response(input.withPinHash(DigestUtils.sha512("1234"))))
                    .isEqualTo(token.response(input.withPin("1234")));
        }

        @Test
        void challengesOfBothSidesAreJoinedBeforeTheyAreRead() {
            String suite = "OCRA-1:HOTP-SHA1-0:QN04";
            assertThat(token(suite).response(OcraInput.ofServer("0002", "0055")))
                    .isEqualTo(hmac(suite, padded(Integer.toHexString(20055))));
            assertThat(token(suite).response(OcraInput.ofClient("0002", "0055")))
                    .isEqualTo(hmac(suite, padded(Integer.toHexString(550002))));
        }

        @Test
        void twoOfTheLongestChallengesFit() {
            String q = "z".repeat(64);
            assertThat(token("OCRA-1:HOTP-SHA1-0:QA64").response(OcraInput.ofServer(q, q)))
                    .isEqualTo(hmac("OCRA-1:HOTP-SHA1-0:QA64", "7a".repeat(128)));
        }

        @Test
        void acceptsNothingThatTheSuiteDoesNotAskFor() {
            String plain = "OCRA-1:HOTP-SHA1-6:QN08";
            OcraInput input = OcraInput.ofChallenge("1");
            assertRefused(plain, input.withCounter(1), "does not ask for the counter");
            assertRefused(plain, input.withPin("1234"), "does not ask for the PIN");
            assertRefused(plain, input.withSession("s"), "does not ask for the session information");
            assertRefused(plain, input.at(NOON), "does not ask for the time");
            assertRefused("OCRA-1:HOTP-SHA1-6:C-QN08", input, "asks for the counter");
            assertRefused("OCRA-1:HOTP-SHA1-6:QN08-PSHA1", input, "asks for the PIN");
            assertRefused("OCRA-1:HOTP-SHA1-6:QN08-S064", input, "asks for the session information");
            assertRefused("OCRA-1:HOTP-SHA1-6:QN08-T1M", input, "asks for the time");
            assertRefused("OCRA-1:HOTP-SHA1-6:QN08-T1M", input.at(Instant.EPOCH.minusMillis(1)), "1970");
            assertRefused("OCRA-1:HOTP-SHA1-6:QN08-S004", input.withSession("12345"), "at most 4 bytes");
            assertRefused("OCRA-1:HOTP-SHA1-6:QN08-PSHA1", input.withPinHash(new byte[32]), "20 bytes");
            assertRefused(
                    "OCRA-1:HOTP-SHA1-6:QN08-S064", OcraInput.ofSignature("1").withSession(""), "plain signature");
        }

        @ParameterizedTest
        @CsvSource({"QN08,''", "QN08,123456789", "QN08,12a", "QN08,-1", "QN08,٣", "QH08,xyz", "QA08,é", "QA04,abcde"})
        void acceptsNoChallengeThatTheSuiteCannotWrite(String input, String challenge) {
            String suite = "OCRA-1:HOTP-SHA1-6:" + input;
            for (OcraInput one : new OcraInput[] {
                OcraInput.ofChallenge(challenge), OcraInput.ofServer(challenge, "1"), OcraInput.ofClient(challenge, "1")
            }) {
                assertRefused(suite, one, "a challenge of this suite has 1 to");
            }
        }

        private void assertRefused(String suite, OcraInput input, String complaint) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> token(suite).response(input))
                    .withMessageContaining(complaint);
        }
    }

    @Nested
    @DisplayName("RFC 6287 section 5.2 CryptoFunction")
    class CryptoFunction {
        @Test
        void aShorterResponseIsTheEndOfALongerOne() {
            // One key and one message, since only the suite's digits differ: the last ones of ten are those of four.
            OcraInput input = OcraInput.ofChallenge("12345678");
            for (int digits = 4; digits <= 10; digits++) {
                String suite = "OCRA-1:HOTP-SHA1-" + digits + ":QN08";
                byte[] hs = HexFormat.of().parseHex(hmac(suite, padded("bc614e")));
                int at = hs[19] & 0xf;
                long bits = Long.parseLong(HexFormat.of().formatHex(hs, at, at + 4), 16) & 0x7fff_ffffL;
                String ten = String.format("%010d", bits);
                assertThat(token(suite).response(input)).isEqualTo(ten.substring(10 - digits));
            }
        }

        @Test
        void withoutTruncationTheWholeHmacIsShownAndTakenInEitherCase() {
            Ocra token = token("OCRA-1:HOTP-SHA1-0:QN08");
            OcraInput input = OcraInput.ofChallenge("12345678");
            String response = token.response(input);
            assertThat(response).matches("[0-9a-f]{40}");
            assertThat(token.verify(input, response)).isTrue();
            assertThat(token.verify(input, response.toUpperCase(Locale.ROOT))).isTrue();
            assertThat(token.verify(input, response.substring(1))).isFalse();
        }
    }

    @Nested
    @DisplayName("Verification")
    class Verification {
        private final Ocra counting = token("OCRA-1:HOTP-SHA1-6:C-QN08");
        private final Ocra timed = token("OCRA-1:HOTP-SHA1-6:QN08-T1M");
        private final OcraInput input = OcraInput.ofChallenge("12345678");

        @Test
        void acceptsTheResponseOnly() {
            Ocra token = token("OCRA-1:HOTP-SHA1-6:QN08");
            String response = token.response(input);
            assertThat(token.verify(input, response)).isTrue();
            for (String other :
                    new String[] {"", "0", response + "0", " " + response, response.substring(1), "١٢٣٤٥٦"}) {
                assertThat(token.verify(input, other)).isFalse();
            }
            assertThat(token.verify(OcraInput.ofChallenge("12345679"), response))
                    .isFalse();
        }

        @Test
        void looksAheadForTheCounterAndNeverBack() {
            assertThat(counting.verify(input.withCounter(5), counting.response(input.withCounter(8)), 3, 0))
                    .hasValue(new OcraMatch(OptionalLong.of(8), OptionalLong.empty()));
            assertThat(counting.verify(input.withCounter(5), counting.response(input.withCounter(9)), 3, 0))
                    .isEmpty();
            assertThat(counting.verify(input.withCounter(5), counting.response(input.withCounter(4)), 3, 0))
                    .isEmpty();
        }

        @Test
        void aCounterHasSixtyFourBitsAndDoesNotBeginAnew() {
            String last = counting.response(input.withCounter(-1));
            assertThat(counting.verify(input.withCounter(-3), last, 9, 0))
                    .hasValue(new OcraMatch(OptionalLong.of(-1), OptionalLong.empty()));
            assertThat(counting.verify(input.withCounter(-3), counting.response(input.withCounter(0)), 9, 0))
                    .isEmpty();
        }

        @Test
        void looksEitherWayInTime() {
            long step = NOON.getEpochSecond() / 60;
            for (int off = -3; off <= 3; off++) {
                String shown = timed.response(input.at(NOON.plus(Duration.ofMinutes(off))));
                if (Math.abs(off) <= 2) {
                    assertThat(timed.verify(input.at(NOON), shown, 0, 2))
                            .hasValue(new OcraMatch(OptionalLong.empty(), OptionalLong.of(step + off)));
                } else {
                    assertThat(timed.verify(input.at(NOON), shown, 0, 2)).isEmpty();
                }
            }
            assertThat(timed.verify(input.atStep(0), timed.response(input.atStep(1)), 0, 1))
                    .isPresent();
        }

        @Test
        void looksForCounterAndTimeAtOnce() {
            Ocra both = token("OCRA-1:HOTP-SHA1-8:C-QN08-PSHA1-T1M");
            OcraInput expected = input.withPin("1234").withCounter(7).atStep(100);
            assertThat(both.verify(
                            expected, both.response(expected.withCounter(9).atStep(99)), 2, 1))
                    .hasValue(new OcraMatch(OptionalLong.of(9), OptionalLong.of(99)));
            assertThat(both.verify(expected, both.response(expected.withPin("1235")), 2, 1))
                    .isEmpty();
        }

        @Test
        void aSideDoesNotTakeItsOwnResponseForTheOthers() {
            Ocra token = token("OCRA-1:HOTP-SHA256-8:QA08");
            String server = token.response(OcraInput.ofServer("CLI22220", "SRV11110"));
            assertThat(token.verify(OcraInput.ofServer("CLI22220", "SRV11110"), server))
                    .isTrue();
            assertThat(token.verify(OcraInput.ofClient("CLI22220", "SRV11110"), server))
                    .isFalse();
        }

        @ParameterizedTest
        @MethodSource("io.sallyport.hardware.otp.OcraTest#insaneWindows")
        void refusesAWindowThatIsNone(int lookAhead, int timeSteps) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> counting.verify(input.withCounter(0), "000000", lookAhead, timeSteps))
                    .withMessageContaining("window");
        }
    }

    static Stream<Object[]> insaneWindows() {
        return Stream.of(
                new Object[] {-1, 0},
                new Object[] {0, -1},
                new Object[] {10_000, 0},
                new Object[] {Integer.MAX_VALUE, Integer.MAX_VALUE},
                new Object[] {99, 50});
    }

    @Test
    void threadsMayShareIt() {
        Ocra token = token("OCRA-1:HOTP-SHA1-6:C-QN08");
        OcraInput input = OcraInput.ofChallenge("12345678");
        assertThat(IntStream.range(0, 2_000)
                        .parallel()
                        .mapToObj(i -> token.response(input.withCounter(i % 10)) + i % 10)
                        .distinct())
                .hasSize(10);
    }

    @Test
    void printsNoPin() {
        assertThat(OcraInput.ofChallenge("1").withPin("987654")).hasToString("OcraInput[1]");
    }
}
