// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.5.5.7: what brings a token, and what it is good for. */
class TokenIssueTest {
    private static final String PIN = "correct horse";
    private static final int MAKE_CREDENTIAL = 0x01;
    private static final int GET_ASSERTION = 0x02;
    private static final int MANAGE = 0x04;
    private static final int ENROLL = 0x08;
    private static final int WRITE = 0x10;
    private static final int CONFIGURE = 0x20;

    private final Platform platform = new Platform(Products.YUBIKEY_5_7);

    @BeforeEach
    void setPin() {
        platform.setPin(2, PIN);
    }

    private CtapStatus ask(CBORObject request) {
        return platform.status(Platform.CLIENT_PIN, request);
    }

    private CtapStatus toggle(byte[] token) {
        return platform.config(2, token, 2, CBORObject.NewMap());
    }

    @Nested
    @DisplayName("§6.5.5.7.2 getPinUvAuthTokenUsingPinWithPermissions")
    class WithPermissions {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void demandsEveryMember(int protocol) {
            for (int member : new int[] {1, 3, 6, 9}) {
                CBORObject request = platform.agree(protocol).pinToken(PIN, MANAGE);
                request.Remove(CBORObject.FromObject(member));
                assertThat(ask(request)).as("without %d", member).isEqualTo(CtapStatus.MISSING_PARAMETER);
            }
        }

        @Test
        void demandsTheRelyingPartyOfCredentials() {
            assertThat(ask(platform.agree(2).pinToken(PIN, MAKE_CREDENTIAL))).isEqualTo(CtapStatus.MISSING_PARAMETER);
            assertThat(ask(platform.agree(2).pinToken(PIN, GET_ASSERTION))).isEqualTo(CtapStatus.MISSING_PARAMETER);
            assertThat(ask(platform.agree(2).pinToken(PIN, MANAGE | WRITE))).isEqualTo(CtapStatus.OK);
            assertThat(ask(platform.agree(2)
                            .pinToken(PIN, MAKE_CREDENTIAL | GET_ASSERTION)
                            .Add(10, "example.org")))
                    .isEqualTo(CtapStatus.OK);
        }

        @Test
        void doesNotGiveWhatTheKeyDoesNotHave() {
            assertThat(ask(platform.agree(2).pinToken(PIN, ENROLL))).isEqualTo(CtapStatus.UNAUTHORIZED_PERMISSION);
            assertThat(ask(platform.agree(2).pinToken("wrong", ENROLL | MANAGE)))
                    .isEqualTo(CtapStatus.UNAUTHORIZED_PERMISSION);
            assertThat(platform.retries()).isEqualTo(8);
        }

        @Test
        void doesNotGiveNothing() {
            assertThat(ask(platform.agree(2).pinToken(PIN, 0))).isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(ask(platform.agree(2).pinToken(PIN, MANAGE | 0x80))).isEqualTo(CtapStatus.OK);
        }

        @Test
        void givesATokenForThatOnly() {
            assertThat(toggle(platform.pinToken(2, PIN, CONFIGURE, "example.org")))
                    .isEqualTo(CtapStatus.OK);
            assertThat(toggle(platform.pinToken(2, PIN, MANAGE, "example.org"))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }

        @Test
        void countsWrongPinsAsTheOthersDo() {
            assertThat(ask(platform.agree(2).pinToken("wrong", MANAGE))).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.tryPin(2, "wrong")).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.changePin(2, "wrong", PIN)).isEqualTo(CtapStatus.PIN_AUTH_BLOCKED);
            assertThat(ask(platform.agree(2).pinToken(PIN, MANAGE))).isEqualTo(CtapStatus.PIN_AUTH_BLOCKED);
        }
    }

    @Nested
    @DisplayName("§6.5.5.7.1 getPinToken")
    class GetPinToken {
        @Test
        void takesNoPermissions() {
            assertThat(ask(platform.agree(2).pinToken(PIN).Add(9, MANAGE))).isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(ask(platform.agree(2).pinToken(PIN).Add(10, "example.org")))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
        }

        @Test
        void givesATokenForCredentialsOnly() {
            assertThat(toggle(platform.pinToken(2, PIN))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }
    }

    @Test
    void tokensDoNotSurviveAPowerCycleOrANewPinOrAReset() {
        byte[] token = platform.pinToken(2, PIN, CONFIGURE, "example.org");
        platform.powerCycle();
        assertThat(toggle(token)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);

        token = platform.pinToken(2, PIN, CONFIGURE, "example.org");
        assertThat(platform.changePin(2, PIN, "another one")).isEqualTo(CtapStatus.OK);
        assertThat(toggle(token)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);

        token = platform.pinToken(2, "another one", CONFIGURE, "example.org");
        assertThat(platform.status(Platform.RESET, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
        platform.setPin(2, PIN);
        assertThat(toggle(token)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
    }

    @Nested
    class OfOneKeyForAll {
        @Test
        void knowsItsProtocols() {
            for (int protocol : new int[] {0, 3, -1}) {
                for (int subCommand : new int[] {1, 2, 3, 99}) {
                    assertThat(ask(CBORObject.NewMap().Add(1, protocol).Add(2, subCommand)))
                            .isEqualTo(CtapStatus.INVALID_PARAMETER);
                }
            }
            assertThat(ask(CBORObject.NewMap().Add(2, 2))).isEqualTo(CtapStatus.MISSING_PARAMETER);
            Platform old = new Platform(Products.YUBIKEY_5_2);
            assertThat(old.status(
                            Platform.CLIENT_PIN, CBORObject.NewMap().Add(1, 2).Add(2, 2)))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(old.setPin(1, PIN)).isEqualTo(CtapStatus.OK);
        }

        @Test
        void knowsItsSubcommands() {
            assertThat(ask(CBORObject.NewMap().Add(1, 2))).isEqualTo(CtapStatus.MISSING_PARAMETER);
            for (long unknown : new long[] {0, 8, 10, 0x0100000001L, -1}) {
                assertThat(ask(CBORObject.NewMap().Add(1, 2).Add(2, unknown))).isEqualTo(CtapStatus.INVALID_SUBCOMMAND);
            }
            for (int ofASensor : new int[] {6, 7}) {
                assertThat(ask(CBORObject.NewMap().Add(1, 2).Add(2, ofASensor)))
                        .isEqualTo(CtapStatus.INVALID_SUBCOMMAND);
            }
            Platform old = new Platform(Products.YUBIKEY_5_4);
            old.setPin(2, PIN);
            assertThat(old.status(Platform.CLIENT_PIN, old.agree(2).pinToken(PIN, MANAGE)))
                    .isEqualTo(CtapStatus.INVALID_SUBCOMMAND);
        }

        @Test
        void saysThatTheKeyIsNoMap() {
            assertThat(ask(platform.agree(2).pinToken(PIN).Set(3, "a key"))).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
            assertThat(platform.retries()).isEqualTo(8);
        }

        @Test
        void keepsThePinOutOfItsStorage() {
            for (String name : platform.storage.names()) {
                byte[] content = platform.storage.read(name).orElseThrow();
                assertThat(new String(content, StandardCharsets.ISO_8859_1))
                        .as(name)
                        .doesNotContain(PIN);
            }
        }
    }

    @Nested
    @DisplayName("§6.5.5.7.3 getPinUvAuthTokenUsingUvWithPermissions")
    class ByFinger {
        private final Platform bio = new Platform(Products.YUBIKEY_BIO_5_6);

        @BeforeEach
        void enroll() {
            bio.setPin(2, PIN);
            bio.enroll();
        }

        private CtapStatus touch(int permissions) {
            return bio.status(
                    Platform.CLIENT_PIN,
                    bio.agree(2).request(6).Add(9, permissions).Add(10, "example.org"));
        }

        private int uvRetries() {
            return bio.succeed(Platform.CLIENT_PIN, CBORObject.NewMap().Add(2, 7))
                    .get(5)
                    .AsInt32();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void givesAToken(int protocol) {
            Agreement agreement = bio.agree(protocol);
            CBORObject request = agreement.request(6).Add(9, MANAGE);
            assertThat(agreement.decrypt(
                            bio.succeed(Platform.CLIENT_PIN, request).get(2).GetByteString()))
                    .hasSize(32);
        }

        @Test
        void isBlockedByThreeWrongFingersUntilThePinIsGiven() {
            assertThat(uvRetries()).isEqualTo(3);
            bio.answer = Presence.Answer.WRONG_FINGER;
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.UV_INVALID);
            bio.powerCycle();
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.UV_INVALID);
            assertThat(uvRetries()).isEqualTo(1);
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.UV_BLOCKED);
            bio.answer = Presence.Answer.TOUCHED;
            bio.powerCycle();
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.UV_BLOCKED);
            assertThat(bio.tryPin(2, PIN)).isEqualTo(CtapStatus.OK);
            assertThat(uvRetries()).isEqualTo(3);
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.OK);
        }

        @Test
        void forgetsWrongFingersOnceTheRightOneCame() {
            bio.answer = Presence.Answer.WRONG_FINGER;
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.UV_INVALID);
            bio.answer = Presence.Answer.TOUCHED;
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.OK);
            assertThat(uvRetries()).isEqualTo(3);
        }

        @Test
        void waitsForAFingerAndNoLonger() {
            bio.answer = Presence.Answer.NOT_YET;
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.USER_ACTION_TIMEOUT);
            assertThat(uvRetries()).isEqualTo(3);
        }

        @Test
        void neitherEnrollsNorConfigures() {
            assertThat(touch(ENROLL)).isEqualTo(CtapStatus.UNAUTHORIZED_PERMISSION);
            assertThat(touch(CONFIGURE)).isEqualTo(CtapStatus.UNAUTHORIZED_PERMISSION);
            assertThat(touch(0)).isEqualTo(CtapStatus.INVALID_PARAMETER);
        }

        @Test
        void wantsAFingerThatIsEnrolled() {
            assertThat(bio.status(Platform.RESET, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
            assertThat(touch(MANAGE)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }
    }
}
