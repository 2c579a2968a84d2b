// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap1Client;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.WebAuthnClient;
import com.yubico.yubikit.fido.ctap.Ctap1Session;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** yubikit's CTAP1 session and client, on a key that has nothing else and on one that has CTAP2 too. */
@ParameterizedClass
@MethodSource("keys")
class YubikitCtap1Test {
    private static final byte[] APPLICATION = DigestUtils.sha256(YubikitPage.RP_ID);
    private static final byte[] CHALLENGE = DigestUtils.sha256("challenge");

    private final PluggedKey key;
    private final Ctap1Session session;

    YubikitCtap1Test(KeyProfile profile) throws IOException, CommandException {
        this.key = new PluggedKey(profile);
        this.session = new Ctap1Session(key.connect());
    }

    static Stream<KeyProfile> keys() {
        return Stream.of(Products.YUBIKEY_4, Products.YUBIKEY_5_7);
    }

    @Test
    void speaksU2fV2() throws IOException, CommandException {
        assertThat(session.getU2fVersion()).isEqualTo("U2F_V2");
    }

    @Test
    void registersAndAuthenticates() throws IOException, CommandException, GeneralSecurityException {
        Ctap1Session.RegistrationData made = session.register(CHALLENGE, APPLICATION);
        made.verify(APPLICATION, CHALLENGE);
        Ctap1Session.SignatureData first = session.authenticate(CHALLENGE, APPLICATION, made.getKeyHandle(), false);
        first.verify(APPLICATION, CHALLENGE, made.getPublicKey());
        assertThat(first.isUserPresent()).isTrue();
        Ctap1Session.SignatureData second = session.authenticate(CHALLENGE, APPLICATION, made.getKeyHandle(), false);
        assertThat(second.getCounter()).isGreaterThan(first.getCounter());
    }

    @Test
    void knowsItsKeyHandlesWithoutATouch() throws IOException, CommandException {
        byte[] handle = session.register(CHALLENGE, APPLICATION).getKeyHandle();
        // Answered so when the handle is one of its own (U2F raw messages §5.1).
        assertThat(sw(() -> session.authenticate(CHALLENGE, APPLICATION, handle, true)))
                .isEqualTo(0x6985);
        assertThat(sw(() -> session.authenticate(CHALLENGE, DigestUtils.sha256("example.net"), handle, true)))
                .isEqualTo(0x6a80);
        handle[handle.length - 1] ^= 1;
        assertThat(sw(() -> session.authenticate(CHALLENGE, APPLICATION, handle, true)))
                .isEqualTo(0x6a80);
    }

    private static int sw(ThrowingCallable call) {
        return Short.toUnsignedInt(
                catchThrowableOfType(ApduException.class, call).getSw());
    }

    @Test
    void servesPages() throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        YubikitPage page = new YubikitPage(new Ctap1Client(session), null);
        PublicKeyCredential made = page.register(1, false, Map.of());
        assertThat(YubikitPage.credentialData(made).getAaguid()).containsOnly(0);
        PublicKeyCredential assertion = page.signIn(Map.of(), made);
        YubikitPage.assertSignedBy(made, assertion);
        assertThat(YubikitPage.asserted(assertion).isUp()).isTrue();
        assertThat(catchThrowableOfType(ClientError.class, () -> page.register(1, false, Map.of(), made))
                        .getErrorCode())
                .isEqualTo(ClientError.Code.DEVICE_INELIGIBLE);
    }

    @Test
    void isFoundByTheClientThatFits() throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        WebAuthnClient client = WebAuthnClient.create(key.connect(), List.of(), null);
        assertThat(client instanceof Ctap1Client).isEqualTo(!key.hasCtap2());
        YubikitPage page = new YubikitPage(client, null);
        PublicKeyCredential made = page.register(1, false, Map.of());
        YubikitPage.assertSignedBy(made, page.signIn(Map.of(), made));
    }
}
