// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Setting, changing and trying a PIN, with both protocols. */
class ClientPinTest {
    private static final String PIN = "correct horse";

    private final Platform platform = new Platform(Products.YUBIKEY_5_4);

    @Nested
    @DisplayName("CTAP 2.1 §6.5.5.5 setPIN")
    class SetPin {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void setsOneThatOpens(int protocol) {
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.PIN_NOT_SET);
            assertThat(platform.setPin(protocol, PIN)).isEqualTo(CtapStatus.OK);
            assertThat(platform.retries()).isEqualTo(8);
            assertThat(platform.pinToken(protocol, PIN)).hasSize(32);
            assertThat(platform.setPin(protocol, "another one")).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }

        /** Code points count from below, bytes of UTF-8 from above. */
        @ParameterizedTest
        @CsvSource({
            "3,a,false",
            "4,a,true",
            "63,a,true",
            "64,a,false",
            "3,\u00e9,false",
            "4,\u00e9,true",
            "31,\u00e9,true",
            "32,\u00e9,false",
            "3,\ud83d\udd11,false",
            "4,\ud83d\udd11,true",
            "15,\ud83d\udd11,true",
            "16,\ud83d\udd11,false"
        })
        void wantsFourCodePointsAndAtMost63Bytes(int times, String letter, boolean good) {
            assertThat(platform.setPin(2, letter.repeat(times)))
                    .isEqualTo(good ? CtapStatus.OK : CtapStatus.PIN_POLICY_VIOLATION);
            if (good) {
                assertThat(platform.tryPin(2, letter.repeat(times))).isEqualTo(CtapStatus.OK);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void demandsEveryMember(int protocol) {
            for (int member : new int[] {1, 3, 4, 5}) {
                CBORObject request = platform.agree(protocol).setPin(PIN);
                request.Remove(CBORObject.FromObject(member));
                assertThat(platform.status(Platform.CLIENT_PIN, request))
                        .as("without %d", member)
                        .isEqualTo(CtapStatus.MISSING_PARAMETER);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void looksAtTheSignatureFirst(int protocol) {
            Agreement agreement = platform.agree(protocol);
            CBORObject request = agreement.setPin(PIN);
            byte[] signature = request.get(4).GetByteString();
            signature[signature.length - 1] ^= 1;
            assertThat(platform.status(Platform.CLIENT_PIN, request.Set(4, signature)))
                    .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            assertThat(platform.status(Platform.CLIENT_PIN, request.Set(4, new byte[0])))
                    .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void takes64BytesAndNoOtherNumber(int protocol) {
            for (int length : new int[] {16, 48, 80, 240}) {
                Agreement agreement = platform.agree(protocol);
                byte[] sealed = agreement.encrypt(new byte[length]);
                CBORObject request =
                        agreement.request(3).Add(4, agreement.sign(sealed)).Add(5, sealed);
                assertThat(platform.status(Platform.CLIENT_PIN, request))
                        .isEqualTo(length < 64 ? CtapStatus.INVALID_PARAMETER : CtapStatus.PIN_POLICY_VIOLATION);
            }
            Agreement agreement = platform.agree(protocol);
            byte[] ragged = new byte[63];
            CBORObject request =
                    agreement.request(3).Add(4, agreement.sign(ragged)).Add(5, ragged);
            assertThat(platform.status(Platform.CLIENT_PIN, request)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.5.5.6 changePIN")
    class ChangePin {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void takesTheOldOneForIt(int protocol) {
            assertThat(platform.changePin(protocol, PIN, "another one")).isEqualTo(CtapStatus.PIN_NOT_SET);
            platform.setPin(protocol, PIN);
            assertThat(platform.changePin(protocol, "wrong", "another one")).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.retries()).isEqualTo(7);
            assertThat(platform.changePin(protocol, PIN, "another one")).isEqualTo(CtapStatus.OK);
            assertThat(platform.retries()).isEqualTo(8);
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.tryPin(protocol, "another one")).isEqualTo(CtapStatus.OK);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void costsNoTryWhenThePlatformIsNotTheOneThatAgreed(int protocol) {
            platform.setPin(protocol, PIN);
            CBORObject request = platform.agree(protocol).changePin("wrong", "another one");
            byte[] signature = request.get(4).GetByteString();
            signature[0] ^= 1;
            assertThat(platform.status(Platform.CLIENT_PIN, request.Set(4, signature)))
                    .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            assertThat(platform.retries()).isEqualTo(8);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void looksAtTheOldOneBeforeTheNew(int protocol) {
            platform.setPin(protocol, PIN);
            assertThat(platform.changePin(protocol, "wrong", "123")).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.changePin(protocol, PIN, "123")).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(platform.changePin(protocol, PIN, "a".repeat(64))).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.OK);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void demandsEveryMember(int protocol) {
            platform.setPin(protocol, PIN);
            for (int member : new int[] {1, 3, 4, 5, 6}) {
                CBORObject request = platform.agree(protocol).changePin(PIN, "another one");
                request.Remove(CBORObject.FromObject(member));
                assertThat(platform.status(Platform.CLIENT_PIN, request))
                        .as("without %d", member)
                        .isEqualTo(CtapStatus.MISSING_PARAMETER);
            }
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.5.5.7 wrong PINs")
    class Tries {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void areThreeInARowUntilThePlugIsPulled(int protocol) {
            platform.setPin(protocol, PIN);
            assertThat(platform.tryPin(protocol, "wrong")).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.tryPin(protocol, "wrong")).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.needsPowerCycle()).isFalse();
            assertThat(platform.tryPin(protocol, "wrong")).isEqualTo(CtapStatus.PIN_AUTH_BLOCKED);
            assertThat(platform.needsPowerCycle()).isTrue();
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.PIN_AUTH_BLOCKED);
            assertThat(platform.changePin(protocol, PIN, "another one")).isEqualTo(CtapStatus.PIN_AUTH_BLOCKED);
            assertThat(platform.retries()).isEqualTo(5);
            platform.powerCycle();
            assertThat(platform.needsPowerCycle()).isFalse();
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.OK);
            assertThat(platform.retries()).isEqualTo(8);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void areEightInAllAndThenOnlyAResetHelps(int protocol) {
            platform.setPin(protocol, PIN);
            for (int left = 7; left >= 0; left--) {
                CtapStatus status = platform.tryPin(protocol, "wrong");
                boolean third = left == 5 || left == 2;
                assertThat(status)
                        .isEqualTo(
                                left == 0
                                        ? CtapStatus.PIN_BLOCKED
                                        : third ? CtapStatus.PIN_AUTH_BLOCKED : CtapStatus.PIN_INVALID);
                assertThat(platform.retries()).isEqualTo(left);
                if (third) {
                    platform.powerCycle();
                }
            }
            platform.powerCycle();
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.PIN_BLOCKED);
            assertThat(platform.changePin(protocol, PIN, "another one")).isEqualTo(CtapStatus.PIN_BLOCKED);
            assertThat(platform.setPin(protocol, "another one")).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            assertThat(platform.status(Platform.RESET, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
            assertThat(platform.setPin(protocol, "another one")).isEqualTo(CtapStatus.OK);
            assertThat(platform.retries()).isEqualTo(8);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void endTheKeyAgreement(int protocol) {
            platform.setPin(protocol, PIN);
            Agreement agreement = platform.agree(protocol);
            assertThat(platform.status(Platform.CLIENT_PIN, agreement.pinToken("wrong")))
                    .isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.status(Platform.CLIENT_PIN, agreement.pinToken(PIN)))
                    .isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.retries()).isEqualTo(6);
            assertThat(platform.tryPin(protocol, PIN)).isEqualTo(CtapStatus.OK);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void costNothingWhenTheyCannotBeAny(int protocol) {
            platform.setPin(protocol, PIN);
            Agreement agreement = platform.agree(protocol);
            for (byte[] hash : new byte[][] {new byte[0], new byte[15], agreement.encrypt(new byte[32])}) {
                assertThat(platform.status(
                                Platform.CLIENT_PIN, agreement.request(5).Add(6, hash)))
                        .isEqualTo(CtapStatus.INVALID_PARAMETER);
            }
            assertThat(platform.retries()).isEqualTo(8);
        }
    }
}
