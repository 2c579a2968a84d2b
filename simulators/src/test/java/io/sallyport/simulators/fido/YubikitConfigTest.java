// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.PinRequiredClientError;
import com.yubico.yubikit.fido.client.WebAuthnClient;
import com.yubico.yubikit.fido.client.extensions.MinPinLengthExtension;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Config;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** yubikit's Config. */
class YubikitConfigTest {
    private static final String PIN = "246810";
    private static final String LONGER = "24681012";

    private final PinUvAuthProtocol protocol = new PinUvAuthProtocolV2();
    private final PluggedKey key = new PluggedKey(Products.YUBIKEY_5_7_ENTERPRISE);
    private final Ctap2Session session;

    YubikitConfigTest() throws IOException, CommandException {
        this.session = new Ctap2Session(key.connect());
    }

    private Config config(String pin) throws IOException, CommandException {
        byte[] token = pin().getPinToken(pin.toCharArray(), ClientPin.PIN_PERMISSION_ACFG, null);
        return new Config(session, protocol, token);
    }

    private ClientPin pin() {
        return new ClientPin(session, protocol);
    }

    private static int error(ThrowingCallable call) {
        return catchThrowableOfType(CtapException.class, call).getCtapError();
    }

    @Test
    void raisesTheMinimumPinLengthForGood() throws IOException, CommandException {
        assertThat(Config.isSupported(session.getCachedInfo())).isTrue();
        pin().setPin(PIN.toCharArray());
        assertThat(session.getInfo().getMinPinLength()).isEqualTo(4);
        config(PIN).setMinPinLength(8, null, null);
        assertThat(session.getInfo().getMinPinLength()).isEqualTo(8);
        // The PIN is shorter than that now.
        assertThat(session.getInfo().getForcePinChange()).isTrue();
        assertThat(error(() -> pin().getPinToken(PIN.toCharArray(), ClientPin.PIN_PERMISSION_ACFG, null)))
                .isEqualTo(CtapException.ERR_PIN_POLICY_VIOLATION);
        assertThat(error(() -> pin().changePin(PIN.toCharArray(), "1357911".toCharArray())))
                .isEqualTo(CtapException.ERR_PIN_POLICY_VIOLATION);
        pin().changePin(PIN.toCharArray(), LONGER.toCharArray());
        assertThat(session.getInfo().getForcePinChange()).isFalse();
        assertThat(error(() -> config(LONGER).setMinPinLength(6, null, null)))
                .isEqualTo(CtapException.ERR_PIN_POLICY_VIOLATION);
        assertThat(new Ctap2Session(key.connect()).getCachedInfo().getMinPinLength())
                .isEqualTo(8);
    }

    @Test
    void forcesAPinChange() throws IOException, CommandException {
        pin().setPin(PIN.toCharArray());
        config(PIN).setMinPinLength(null, null, true);
        assertThat(session.getInfo().getForcePinChange()).isTrue();
        pin().changePin(PIN.toCharArray(), LONGER.toCharArray());
        assertThat(session.getInfo().getForcePinChange()).isFalse();
        config(LONGER);
    }

    @Test
    void tellsTheMinimumPinLengthToThoseItIsToldFor() throws IOException, CommandException, ClientError {
        pin().setPin(PIN.toCharArray());
        config(PIN).setMinPinLength(null, List.of(YubikitPage.RP_ID), null);
        YubikitPage page =
                new YubikitPage(WebAuthnClient.create(key.connect(), List.of(new MinPinLengthExtension()), null), PIN);
        PublicKeyCredential made = page.register(1, false, Map.of("minPinLength", true));
        assertThat(YubikitPage.extensions(YubikitPage.made(made)).get("minPinLength"))
                .isEqualTo(4);
    }

    @Test
    void alwaysWantsItsUserVerified() throws IOException, CommandException, ClientError {
        pin().setPin(PIN.toCharArray());
        assertThat(session.getInfo().getOptions().get("alwaysUv")).isEqualTo(false);
        config(PIN).toggleAlwaysUv();
        assertThat(session.getInfo().getOptions().get("alwaysUv")).isEqualTo(true);
        WebAuthnClient client = WebAuthnClient.create(key.connect(), List.of(), null);
        assertThat(catchThrowableOfType(
                        PinRequiredClientError.class, () -> new YubikitPage(client, null).register(1, false, Map.of())))
                .isNotNull();
        assertThat(YubikitPage.made(new YubikitPage(client, PIN).register(1, false, Map.of()))
                        .isUv())
                .isTrue();
    }

    @Test
    void enablesEnterpriseAttestation() throws IOException, CommandException {
        pin().setPin(PIN.toCharArray());
        assertThat(session.getInfo().getOptions().get("ep")).isEqualTo(false);
        config(PIN).enableEnterpriseAttestation();
        assertThat(session.getInfo().getOptions().get("ep")).isEqualTo(true);
    }

    @Test
    void isNotForKeysBeforeCtap21() throws IOException, CommandException {
        Ctap2Session older = new Ctap2Session(new PluggedKey(Products.YUBIKEY_5_4).connect());
        assertThat(Config.isSupported(older.getCachedInfo())).isFalse();
        assertThat(error(() -> older.config((byte) 2, Map.of(), 1, new byte[16])))
                .isEqualTo(CtapException.ERR_INVALID_COMMAND);
    }
}
