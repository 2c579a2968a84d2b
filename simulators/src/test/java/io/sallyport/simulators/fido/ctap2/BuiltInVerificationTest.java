// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static io.sallyport.simulators.fido.ctap2.Ceremonies.GET_ASSERTION;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.MAKE_CREDENTIAL;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.PIN;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.UP;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.UV;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.extension;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.flags;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.get;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.id;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.list;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.make;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CTAP 2.1 §6.1.2 step 11.2, §6.2.2 step 6.2: the option uv on a key with a sensor")
class BuiltInVerificationTest {
    private final Platform key = new Platform(Products.YUBIKEY_BIO_5_6);

    @BeforeEach
    void enrol() {
        assertThat(key.setPin(2, PIN)).isEqualTo(CtapStatus.OK);
        key.enroll();
    }

    private static CBORObject verifiedMake(int user) {
        return make(user).Add(7, options("uv", true));
    }

    private static CBORObject verifiedGet(byte[]... ids) {
        return get(ids).Add(5, options("uv", true));
    }

    @Test
    void isOneTouchForBothPresenceAndVerification() {
        CBORObject made = key.succeed(MAKE_CREDENTIAL, verifiedMake(1));
        assertThat(flags(made)).isEqualTo(0x40 | UP | UV);
        CBORObject used = key.succeed(GET_ASSERTION, verifiedGet(Ceremonies.idOf(made)));
        assertThat(flags(used)).isEqualTo(UP | UV);
    }

    @Test
    void leavesThePlatformThePinWhenTheFingerIsWrong() {
        key.answer = Presence.Answer.WRONG_FINGER;
        assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(1))).isEqualTo(CtapStatus.PUAT_REQUIRED);
        key.answer = Presence.Answer.TOUCHED;
        assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(1))).isEqualTo(CtapStatus.PUAT_REQUIRED);
        Ceremonies.token(key);
        assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(1))).isEqualTo(CtapStatus.OK);
    }

    @Test
    void endsWhenNobodyPutsAFingerOnIt() {
        key.answer = Presence.Answer.NOT_YET;
        assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(1))).isEqualTo(CtapStatus.USER_ACTION_TIMEOUT);
        key.answer = Presence.Answer.DECLINED;
        assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(1))).isEqualTo(CtapStatus.OPERATION_DENIED);
    }

    @Test
    void findsAndExcludesWhatIsForVerifiedUsers() {
        byte[] config = key.pinToken(2, PIN, 0x20, Ceremonies.RP);
        assertThat(key.config(2, config, 2, CBORObject.NewMap()))
                .as("alwaysUv, with which this product comes, is off")
                .isEqualTo(CtapStatus.OK);
        byte[] id = id(key, verifiedMake(1).Add(6, extension("credProtect", 3)));
        assertThat(key.status(GET_ASSERTION, get(id))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        assertThat(key.status(GET_ASSERTION, verifiedGet(id))).isEqualTo(CtapStatus.OK);
        assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(1).Add(5, list(id))))
                .isEqualTo(CtapStatus.CREDENTIAL_EXCLUDED);
    }

    @Test
    @DisplayName("§6.1.2 step 6.2: alwaysUv, with which this product comes, takes the finger though nobody asks for it")
    void isAlwaysDoneUnderAlwaysUv() {
        CBORObject made = key.succeed(MAKE_CREDENTIAL, make(1));
        assertThat(flags(made) & UV).isEqualTo(UV);
        assertThat(flags(key.succeed(GET_ASSERTION, get(Ceremonies.idOf(made)))) & UV)
                .isEqualTo(UV);
    }
}
