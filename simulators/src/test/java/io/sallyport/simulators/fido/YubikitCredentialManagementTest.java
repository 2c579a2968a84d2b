// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.CredentialManager;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.CredentialManagement;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialDescriptor;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialUserEntity;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** yubikit's CredentialManagement and what Ctap2Client makes of it, by the standard's command and by FIDO_2_1_PRE's. */
@ParameterizedClass
@MethodSource("keys")
class YubikitCredentialManagementTest {
    private static final String PIN = "246810";

    private final Ctap2Session session;
    private final PinUvAuthProtocol protocol;
    private final Ctap2Client client;
    private final boolean preview;
    private final PublicKeyCredential first;
    private final PublicKeyCredential second;

    YubikitCredentialManagementTest(KeyProfile profile, PinUvAuthProtocol protocol)
            throws IOException, CommandException, ClientError {
        this.session = new Ctap2Session(new PluggedKey(profile).connect());
        this.protocol = protocol;
        this.preview = profile.equals(Products.YUBIKEY_5_4);
        new ClientPin(session, protocol).setPin(PIN.toCharArray());
        this.client = new Ctap2Client(session);
        YubikitPage page = new YubikitPage(client, PIN);
        this.first = page.register(1, true, Map.of());
        this.second = page.register(2, true, Map.of());
        page.register(3, false, Map.of());
    }

    static Stream<Arguments> keys() {
        return Stream.of(Products.YUBIKEY_5_7, Products.YUBIKEY_5_4)
                .flatMap(profile -> Stream.of(new PinUvAuthProtocolV1(), new PinUvAuthProtocolV2())
                        .map(protocol -> Arguments.of(profile, protocol)));
    }

    private CredentialManagement management(String boundTo) throws IOException, CommandException {
        ClientPin pin = new ClientPin(session, protocol);
        byte[] token = preview
                ? pin.getPinToken(PIN.toCharArray(), null, null)
                : pin.getPinToken(PIN.toCharArray(), ClientPin.PIN_PERMISSION_CM, boundTo.isEmpty() ? null : boundTo);
        return new CredentialManagement(session, protocol, token);
    }

    private CredentialManagement management() throws IOException, CommandException {
        return management("");
    }

    private static Map<String, ?> descriptor(PublicKeyCredential credential) {
        return Map.of("id", credential.getRawId(), "type", "public-key");
    }

    @Test
    void countsCredentials() throws IOException, CommandException {
        assertThat(CredentialManagement.isSupported(session.getCachedInfo())).isTrue();
        CredentialManagement.Metadata metadata = management().getMetadata();
        assertThat(metadata.getExistingResidentCredentialsCount()).isEqualTo(2);
        assertThat(metadata.getMaxPossibleRemainingResidentCredentialsCount()).isEqualTo(preview ? 23 : 98);
    }

    @Test
    void tellsRelyingPartiesAndTheirCredentials() throws IOException, CommandException {
        List<CredentialManagement.RpData> parties = management().enumerateRps();
        assertThat(parties).hasSize(1);
        assertThat(parties.get(0).getRp().get("id")).isEqualTo(YubikitPage.RP_ID);
        List<CredentialManagement.CredentialData> credentials =
                management().enumerateCredentials(parties.get(0).getRpIdHash());
        assertThat(credentials).hasSize(2);
        assertThat(credentials.get(0).getUser().get("name")).isEqualTo("user1");
        assertThat(credentials.get(1).getCredentialId().get("id")).isEqualTo(second.getRawId());
        assertThat(((Map<?, ?>) credentials.get(1).getPublicKey()).get(-2))
                .isEqualTo(YubikitPage.credentialData(second).getCosePublicKey().get(-2));
    }

    @Test
    void deletesOneForGood() throws IOException, CommandException {
        management().deleteCredential(descriptor(first));
        byte[] rpIdHash = DigestUtils.sha256(YubikitPage.RP_ID);
        assertThat(management().enumerateCredentials(rpIdHash))
                .extracting(c -> (Object) c.getUser().get("name"))
                .containsExactly("user2");
        CredentialManagement management = management();
        assertThat(catchThrowableOfType(CtapException.class, () -> management.deleteCredential(descriptor(first)))
                        .getCtapError())
                .isEqualTo(CtapException.ERR_NO_CREDENTIALS);
    }

    @Test
    void isBoundToOneRelyingParty() throws IOException, CommandException {
        CredentialManagement own = management(YubikitPage.RP_ID);
        assertThat(own.enumerateCredentials(DigestUtils.sha256(YubikitPage.RP_ID)))
                .hasSize(2);
        if (!preview) {
            CredentialManagement other = management("example.net");
            assertThat(catchThrowableOfType(CtapException.class, () -> other.deleteCredential(descriptor(first)))
                            .getCtapError())
                    .isEqualTo(CtapException.ERR_PIN_AUTH_INVALID);
        }
    }

    @Test
    void isManagedThroughTheClient() throws IOException, CommandException, ClientError {
        CredentialManager manager = client.getCredentialManager(PIN.toCharArray());
        assertThat(manager.getCredentialCount()).isEqualTo(2);
        assertThat(manager.getRpIdList()).containsExactly(YubikitPage.RP_ID);
        Map<PublicKeyCredentialDescriptor, PublicKeyCredentialUserEntity> users =
                manager.getCredentials(YubikitPage.RP_ID);
        assertThat(users.values())
                .extracting(PublicKeyCredentialUserEntity::getDisplayName)
                .containsExactlyInAnyOrder("User 1", "User 2");
        PublicKeyCredentialDescriptor named = new PublicKeyCredentialDescriptor("public-key", first.getRawId());
        PublicKeyCredentialUserEntity tyler = new PublicKeyCredentialUserEntity("tyler", new byte[] {1}, "Tyler");
        if (preview) {
            assertThatThrownBy(() -> manager.updateUserInformation(named, tyler))
                    .isInstanceOf(UnsupportedOperationException.class);
        } else {
            manager.updateUserInformation(named, tyler);
            assertThat(client.getCredentialManager(PIN.toCharArray())
                            .getCredentials(YubikitPage.RP_ID)
                            .values())
                    .extracting(PublicKeyCredentialUserEntity::getName)
                    .contains("tyler");
        }
        CredentialManager again = client.getCredentialManager(PIN.toCharArray());
        again.deleteCredential(named);
        assertThat(again.getCredentialCount()).isEqualTo(1);
    }
}
