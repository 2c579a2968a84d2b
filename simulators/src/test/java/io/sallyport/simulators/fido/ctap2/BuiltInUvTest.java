// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.simulators.Presence.Answer;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A key with a sensor: CTAP 2.1 §6.5.3.1 performBuiltInUv. */
class BuiltInUvTest {
    private static final String PIN = "correct horse";
    private static final int MAKE_CREDENTIAL = 1;
    private static final int ENROLL = 9;
    private static final int USER_VERIFIED = 0x04;
    private static final CBORObject NONE = CBORObject.NewMap();

    private final Platform bio = new Platform(Products.YUBIKEY_BIO_5_6);

    private static CBORObject verified() {
        return Platform.newCredential(CBORObject.NewMap().Add("uv", true), NONE);
    }

    private int uvRetries() {
        return bio.succeed(Platform.CLIENT_PIN, CBORObject.NewMap().Add(2, 7))
                .get(5)
                .AsInt32();
    }

    /** One after the other, then nothing. */
    private void fingers(Answer... answers) {
        Queue<Answer> queue = new ArrayDeque<>(List.of(answers));
        bio.person = waiting -> queue.isEmpty() ? Answer.NOT_YET : queue.remove();
    }

    private static int flags(CBORObject made) {
        return made.get(2).GetByteString()[32];
    }

    @Nested
    @DisplayName("the option uv of authenticatorMakeCredential and authenticatorGetAssertion")
    class OptionUv {
        @BeforeEach
        void enroll() {
            bio.setPin(2, PIN);
            bio.enroll();
        }

        @Test
        void isAFinger() {
            assertThat(flags(bio.succeed(MAKE_CREDENTIAL, verified())) & USER_VERIFIED)
                    .isNotZero();
        }

        @Test
        void letsThePersonTryAgain() {
            fingers(Answer.WRONG_FINGER, Answer.NOT_YET, Answer.WRONG_FINGER, Answer.TOUCHED);
            assertThat(flags(bio.succeed(MAKE_CREDENTIAL, verified())) & USER_VERIFIED)
                    .isNotZero();
            assertThat(uvRetries()).isEqualTo(3);
        }

        @Test
        void asksForThePinAfterThreeWrongFingers() {
            fingers(Answer.WRONG_FINGER, Answer.WRONG_FINGER, Answer.WRONG_FINGER);
            assertThat(bio.status(MAKE_CREDENTIAL, verified())).isEqualTo(CtapStatus.PUAT_REQUIRED);
            assertThat(uvRetries()).isZero();
            fingers(Answer.TOUCHED);
            assertThat(bio.status(MAKE_CREDENTIAL, verified())).isEqualTo(CtapStatus.PUAT_REQUIRED);
            byte[] token = bio.pinToken(2, PIN, 1, "example.org");
            assertThat(uvRetries()).isEqualTo(3);
            CBORObject request = Platform.newCredential(NONE, NONE)
                    .Add(8, new PinUvAuthProtocolV2().authenticate(token, new byte[32]))
                    .Add(9, 2);
            assertThat(flags(bio.succeed(MAKE_CREDENTIAL, request)) & USER_VERIFIED)
                    .isNotZero();
        }

        @Test
        void endsWithTheFingerThatDoesNotCome() {
            fingers(Answer.WRONG_FINGER);
            assertThat(bio.status(MAKE_CREDENTIAL, verified())).isEqualTo(CtapStatus.USER_ACTION_TIMEOUT);
            assertThat(uvRetries()).isEqualTo(2);
        }

        /** Presence alone is anybody's (§6.1.2 step 14). */
        @Test
        void isNotWantedForATouch() {
            // Such keys come with alwaysUv.
            bio.config(2, bio.pinToken(2, PIN, 0x20, "example.org"), 2, NONE);
            bio.succeed(
                    MAKE_CREDENTIAL,
                    Platform.newCredential(CBORObject.NewMap().Add("uv", true).Add("rk", true), NONE));
            fingers(Answer.WRONG_FINGER);
            assertThat(flags(bio.succeed(2, Platform.discover())) & USER_VERIFIED)
                    .isZero();
            assertThat(uvRetries()).isEqualTo(3);
        }
    }

    @Test
    void isNotThereBeforeAFingerIs() {
        assertThat(bio.status(MAKE_CREDENTIAL, verified())).isEqualTo(CtapStatus.INVALID_OPTION);
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.7 authenticatorBioEnrollment")
    class BioEnrollment {
        private byte[] token = new byte[32];

        @BeforeEach
        void setPin() {
            bio.setPin(2, PIN);
            token = bio.pinToken(2, PIN, 8, "example.org");
        }

        private CBORObject begin() {
            return bio.succeed(
                    ENROLL, Platform.enrollment(token, 1, CBORObject.NewMap().Add(3, 10_000)));
        }

        private CBORObject next(byte[] id) {
            return Platform.enrollment(token, 2, CBORObject.NewMap().Add(1, id));
        }

        @Test
        void wantsOneFingerForAllSamples() {
            fingers(Answer.TOUCHED, Answer.WRONG_FINGER, Answer.TOUCHED);
            CBORObject begun = begin();
            assertThat(begun.get(5).AsInt32()).isZero();
            assertThat(begun.get(6).AsInt32()).isEqualTo(4);
            byte[] id = begun.get(4).GetByteString();
            CBORObject wrong = bio.succeed(ENROLL, next(id));
            assertThat(wrong.get(5).AsInt32()).isEqualTo(0x0a);
            assertThat(wrong.get(6).AsInt32()).isEqualTo(4);
            assertThat(bio.succeed(ENROLL, next(id)).get(6).AsInt32()).isEqualTo(3);
            assertThat(bio.status(ENROLL, next(id))).isEqualTo(CtapStatus.USER_ACTION_TIMEOUT);
            assertThat(uvRetries()).isEqualTo(3);
        }

        @Test
        void isGivenUpForAnyOtherCommand() {
            byte[] id = begin().get(4).GetByteString();
            assertThat(bio.status(ENROLL, next(new byte[] {9, 9}))).isEqualTo(CtapStatus.INVALID_OPTION);
            assertThat(bio.status(ENROLL, next(id))).isEqualTo(CtapStatus.OK);
            assertThat(bio.status(4, NONE)).isEqualTo(CtapStatus.OK);
            assertThat(bio.status(ENROLL, next(id))).isEqualTo(CtapStatus.INVALID_OPTION);
        }

        @Test
        void knowsOneModalityAndItsSubcommands() {
            assertThat(bio.succeed(ENROLL, CBORObject.NewMap().Add(6, true))
                            .get(1)
                            .AsInt32())
                    .isEqualTo(1);
            assertThat(bio.status(ENROLL, NONE)).isEqualTo(CtapStatus.MISSING_PARAMETER);
            assertThat(bio.status(ENROLL, CBORObject.NewMap().Add(1, 2).Add(2, 7)))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(bio.status(ENROLL, Platform.enrollment(token, 8, NONE)))
                    .isEqualTo(CtapStatus.INVALID_SUBCOMMAND);
            assertThat(bio.status(0x40, CBORObject.NewMap().Add(1, 1).Add(2, 7)))
                    .isEqualTo(CtapStatus.OK);
            assertThat(new Platform(Products.YUBIKEY_5_7)
                            .status(ENROLL, CBORObject.NewMap().Add(6, true)))
                    .isEqualTo(CtapStatus.INVALID_COMMAND);
        }

        @Test
        void wantsAToken() {
            CBORObject request = Platform.enrollment(token, 1, NONE);
            request.Remove(CBORObject.FromObject(5));
            assertThat(bio.status(ENROLL, request)).isEqualTo(CtapStatus.PUAT_REQUIRED);
            token[0] ^= 1;
            assertThat(bio.status(ENROLL, Platform.enrollment(token, 1, NONE))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }
    }
}
