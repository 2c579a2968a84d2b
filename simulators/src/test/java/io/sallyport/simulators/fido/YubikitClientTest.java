// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.AuthInvalidClientError;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.PinRequiredClientError;
import com.yubico.yubikit.fido.client.WebAuthnClient;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialUserEntity;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** yubikit's WebAuthn client for keys with CTAP2: PINs, accounts, excluded credentials, algorithms. */
class YubikitClientTest {
    private static final String PIN = "246810";

    private final PluggedKey key = new PluggedKey(Products.YUBIKEY_5_7);
    private final WebAuthnClient client;
    private final YubikitPage page;
    private final YubikitPage verifying;

    YubikitClientTest() throws IOException, CommandException {
        this.client = WebAuthnClient.create(key.connect(), List.of(), null);
        this.page = new YubikitPage(client, null);
        this.verifying = new YubikitPage(client, PIN);
    }

    private void setPin() throws IOException, CommandException, ClientError {
        ((Ctap2Client) client).setPin(PIN.toCharArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -35})
    void registersAndSignsInWithEachAlgorithm(int algorithm)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredential made = page.register(1, false, algorithm, Map.of());
        PublicKeyCredential assertion = page.signIn(Map.of(), made);
        YubikitPage.assertSignedBy(made, assertion);
        assertThat(YubikitPage.asserted(assertion).isUv()).isFalse();
        assertThat(YubikitPage.asserted(assertion).getSignCount())
                .isGreaterThan(YubikitPage.made(made).getSignCount());
    }

    @Test
    void verifiesItsUserByThePin() throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        setPin();
        PublicKeyCredential made = verifying.register(1, true, Map.of());
        assertThat(YubikitPage.made(made).isUv()).isTrue();
        PublicKeyCredential assertion = verifying.signIn(Map.of());
        YubikitPage.assertSignedBy(made, assertion);
        assertThat(YubikitPage.asserted(assertion).isUv()).isTrue();
    }

    @Test
    void asksForThePinAndTellsTheTriesLeft() throws IOException, CommandException, ClientError {
        setPin();
        assertThat(catchThrowableOfType(PinRequiredClientError.class, () -> page.register(1, true, Map.of())))
                .isNotNull();
        YubikitPage guessing = new YubikitPage(client, "000000");
        AuthInvalidClientError wrong =
                catchThrowableOfType(AuthInvalidClientError.class, () -> guessing.register(1, true, Map.of()));
        assertThat(wrong.authType).isEqualTo(AuthInvalidClientError.AuthType.PIN);
        assertThat(wrong.retries).isEqualTo(7);
        verifying.register(1, true, Map.of());
    }

    @Test
    void refusesToRegisterTwice() throws IOException, CommandException, ClientError {
        PublicKeyCredential made = page.register(1, false, Map.of());
        ClientError refused = catchThrowableOfType(ClientError.class, () -> page.register(1, false, Map.of(), made));
        assertThat(refused.getErrorCode()).isEqualTo(ClientError.Code.DEVICE_INELIGIBLE);
        assertThat(YubikitPage.ctapError(refused)).isEqualTo(CtapException.ERR_CREDENTIAL_EXCLUDED);
    }

    @Test
    void offersAllItsAccountsNewestFirst()
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        setPin();
        PublicKeyCredential first = verifying.register(1, true, Map.of());
        verifying.register(2, true, Map.of());
        verifying.register(3, true, Map.of());
        MultipleAssertionsAvailable several =
                catchThrowableOfType(MultipleAssertionsAvailable.class, () -> verifying.signIn(Map.of()));
        assertThat(several.getAssertionCount()).isEqualTo(3);
        assertThat(userNames(several)).containsExactly("user3", "user2", "user1");
        YubikitPage.assertSignedBy(first, several.select(2));
        assertThat(YubikitPage.asserted(verifying.signIn(Map.of(), first)).isUp())
                .isTrue();
    }

    private static List<String> userNames(MultipleAssertionsAvailable several) {
        try {
            return several.getUsers().stream()
                    .map(PublicKeyCredentialUserEntity::getName)
                    .toList();
        } catch (com.yubico.yubikit.fido.client.UserInformationNotAvailableError e) {
            throw new AssertionError("verified users have names", e);
        }
    }

    @Test
    void holdsNoCredentialOfAnotherKey() throws IOException, CommandException, ClientError {
        PublicKeyCredential made = page.register(1, false, Map.of());
        WebAuthnClient stranger =
                WebAuthnClient.create(new PluggedKey(Products.SECURITY_KEY_NFC_5_7).connect(), List.of(), null);
        ClientError refused =
                catchThrowableOfType(ClientError.class, () -> new YubikitPage(stranger, null).signIn(Map.of(), made));
        assertThat(YubikitPage.ctapError(refused)).isEqualTo(CtapException.ERR_NO_CREDENTIALS);
    }

    @Test
    void hasRoomForSoManyAccounts() throws IOException, CommandException, ClientError {
        int slots = Products.YUBIKEY_5_7.limits().residentSlots();
        for (int user = 0; user < slots; user++) {
            page.register(user, true, Map.of());
        }
        ClientError refused = catchThrowableOfType(ClientError.class, () -> page.register(slots, true, Map.of()));
        assertThat(YubikitPage.ctapError(refused)).isEqualTo(CtapException.ERR_KEY_STORE_FULL);
        page.register(1, true, Map.of());
    }
}
