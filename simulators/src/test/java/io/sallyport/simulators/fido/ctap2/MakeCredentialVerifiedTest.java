// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static io.sallyport.simulators.fido.ctap2.Ceremonies.MAKE_CREDENTIAL;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.PIN;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.UP;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.UV;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.flags;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.make;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.makeDiscoverable;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.options;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.token;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.verifiedMake;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** authenticatorMakeCredential on keys that a PIN or a finger protects. */
class MakeCredentialVerifiedTest {
    private final Platform key = withPin(Products.YUBIKEY_5_7);
    private final Platform old = withPin(Products.YUBIKEY_5_4);

    private static Platform withPin(KeyProfile profile) {
        Platform platform = new Platform(profile);
        assertThat(platform.setPin(2, PIN)).isEqualTo(CtapStatus.OK);
        return platform;
    }

    private static CBORObject toggleAlwaysUv(Platform platform) {
        return platform.succeed(Platform.CONFIG, CBORObject.NewMap().Add(1, 2));
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 6: alwaysUv")
    class AlwaysUv {
        @Test
        void asksForAPinWhereThereIsNoneYet() {
            Platform fresh = new Platform(Products.YUBIKEY_5_7);
            toggleAlwaysUv(fresh);
            assertThat(fresh.status(MAKE_CREDENTIAL, make(1))).isEqualTo(CtapStatus.PUAT_REQUIRED);
        }

        @Test
        void overrulesMakeCredUvNotRqd() {
            Platform fresh = new Platform(Products.YUBIKEY_5_7);
            toggleAlwaysUv(fresh);
            assertThat(fresh.setPin(2, PIN)).isEqualTo(CtapStatus.OK);
            assertThat(fresh.status(MAKE_CREDENTIAL, make(1))).isEqualTo(CtapStatus.PUAT_REQUIRED);
            CBORObject made = fresh.succeed(MAKE_CREDENTIAL, verifiedMake(make(1), token(fresh)));
            assertThat(flags(made) & UV).isEqualTo(UV);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 steps 7, 8 and 10: makeCredUvNotRqd")
    class UvNotRequired {
        @Test
        void isForCredentialsThatCannotBeDiscovered() {
            assertThat(flags(key.succeed(MAKE_CREDENTIAL, make(1))) & UV).isZero();
            assertThat(key.status(MAKE_CREDENTIAL, makeDiscoverable(1))).isEqualTo(CtapStatus.PUAT_REQUIRED);
        }

        @Test
        void isForNoCredentialOfAKeyThatDoesNotHaveIt() {
            assertThat(old.status(MAKE_CREDENTIAL, make(1))).isEqualTo(CtapStatus.PUAT_REQUIRED);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 11: pinUvAuthParam")
    class Param {
        @Test
        void verifiesTheUser() {
            CBORObject made = key.succeed(MAKE_CREDENTIAL, verifiedMake(makeDiscoverable(1), token(key)));
            assertThat(flags(made)).isEqualTo(0x40 | UP | UV);
        }

        @Test
        void isRefusedWhenItIsWrongOrForAnother() {
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(make(1), new byte[32])))
                    .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            CBORObject elsewhere = verifiedMake(make("example.net", 1), token(key));
            assertThat(key.status(MAKE_CREDENTIAL, elsewhere)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            byte[] forAssertions = key.pinToken(2, PIN, 0x02, Ceremonies.RP);
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(make(1), forAssertions)))
                    .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }

        @Test
        void goesBeforeTheOptionUv() {
            CBORObject request = make(1).Add(7, options("uv", true));
            assertThat(key.status(MAKE_CREDENTIAL, request)).isEqualTo(CtapStatus.INVALID_OPTION);
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(request, token(key))))
                    .isEqualTo(CtapStatus.OK);
        }

        @Test
        @DisplayName("step 14: its token does not do for a second one, but that of CTAP 2.0 does")
        void isWorthOneCredential() {
            byte[] token = token(key);
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(make(1), token)))
                    .isEqualTo(CtapStatus.OK);
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(make(1), token)))
                    .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            byte[] older = old.pinToken(2, PIN);
            for (int i = 0; i < 2; i++) {
                assertThat(old.status(MAKE_CREDENTIAL, verifiedMake(make(1), older)))
                        .isEqualTo(CtapStatus.OK);
            }
        }

        @Test
        void staysGoodWhenNobodyTouchesTheKey() {
            byte[] token = token(key);
            key.answer = Presence.Answer.DECLINED;
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(make(1), token)))
                    .isEqualTo(CtapStatus.OPERATION_DENIED);
            key.answer = Presence.Answer.TOUCHED;
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(make(1), token)))
                    .isEqualTo(CtapStatus.OK);
        }

        @Test
        void isPassedOverByAKeyThatNothingProtects() {
            Platform fresh = new Platform(Products.YUBIKEY_5_7);
            CBORObject made = fresh.succeed(MAKE_CREDENTIAL, verifiedMake(make(1), new byte[32]));
            assertThat(flags(made) & UV).isZero();
        }
    }
}
