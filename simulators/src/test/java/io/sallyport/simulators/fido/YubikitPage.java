// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.Cose;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.WebAuthnClient;
import com.yubico.yubikit.fido.client.clientdata.ClientDataProvider;
import com.yubico.yubikit.fido.webauthn.AttestedCredentialData;
import com.yubico.yubikit.fido.webauthn.AuthenticatorAssertionResponse;
import com.yubico.yubikit.fido.webauthn.AuthenticatorAttestationResponse;
import com.yubico.yubikit.fido.webauthn.AuthenticatorData;
import com.yubico.yubikit.fido.webauthn.AuthenticatorSelectionCriteria;
import com.yubico.yubikit.fido.webauthn.Extensions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialDescriptor;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialParameters;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRpEntity;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialUserEntity;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** A page at https://example.org that uses one of yubikit's clients, and verifies what it gets. */
final class YubikitPage {
    static final String RP_ID = "example.org";

    private static final byte[] REGISTRATION = clientData("webauthn.create");
    private static final byte[] ASSERTION = clientData("webauthn.get");
    private static final String REQUIRED = "required";
    private static final String DISCOURAGED = "discouraged";

    private final WebAuthnClient client;
    private final char @Nullable [] pin;

    /** @param pin what the person types when there is something to type */
    YubikitPage(WebAuthnClient client, @Nullable String pin) {
        this.client = client;
        this.pin = pin == null ? null : pin.toCharArray();
    }

    private static byte[] clientData(String type) {
        return ("{\"type\":\"" + type + "\",\"challenge\":\"AAECAwQFBgcICQoLDA0ODw\",\"origin\":\"https://" + RP_ID
                        + "\",\"crossOrigin\":false}")
                .getBytes(StandardCharsets.UTF_8);
    }

    PublicKeyCredential register(int user, boolean resident, Map<String, ?> extensions, PublicKeyCredential... excluded)
            throws IOException, CommandException, ClientError {
        return register(user, resident, -7, extensions, excluded);
    }

    PublicKeyCredential register(
            int user, boolean resident, int algorithm, Map<String, ?> extensions, PublicKeyCredential... excluded)
            throws IOException, CommandException, ClientError {
        PublicKeyCredentialCreationOptions options = new PublicKeyCredentialCreationOptions(
                new PublicKeyCredentialRpEntity("Example", RP_ID),
                new PublicKeyCredentialUserEntity("user" + user, new byte[] {(byte) user}, "User " + user),
                new byte[16],
                List.of(new PublicKeyCredentialParameters("public-key", algorithm)),
                null,
                describe(excluded),
                new AuthenticatorSelectionCriteria(
                        null, resident ? REQUIRED : DISCOURAGED, pin == null ? DISCOURAGED : REQUIRED),
                null,
                Extensions.fromMap(extensions));
        return client.makeCredential(
                ClientDataProvider.fromClientDataJson(REGISTRATION), options, RP_ID, pin, null, null);
    }

    /** @param allowed none to discover one */
    PublicKeyCredential signIn(Map<String, ?> extensions, PublicKeyCredential... allowed)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredentialRequestOptions options = new PublicKeyCredentialRequestOptions(
                new byte[16],
                null,
                RP_ID,
                describe(allowed),
                pin == null ? DISCOURAGED : REQUIRED,
                Extensions.fromMap(extensions));
        return client.getAssertion(ClientDataProvider.fromClientDataJson(ASSERTION), options, RP_ID, pin, null);
    }

    private static @Nullable List<PublicKeyCredentialDescriptor> describe(PublicKeyCredential... credentials) {
        return credentials.length == 0
                ? null
                : List.of(credentials).stream()
                        .map(c -> new PublicKeyCredentialDescriptor("public-key", c.getRawId()))
                        .toList();
    }

    static Map<String, Object> extensionResults(PublicKeyCredential credential) {
        return Objects.requireNonNull(credential.getClientExtensionResults()).toMap(SerializationType.JSON);
    }

    static Map<String, ?> extensions(AuthenticatorData data) {
        return Objects.requireNonNull(data.getExtensions());
    }

    static AttestedCredentialData credentialData(PublicKeyCredential registered) {
        return Objects.requireNonNull(made(registered).getAttestedCredentialData());
    }

    /** What the key refused with. */
    static byte ctapError(ClientError refused) {
        return ((CtapException) Objects.requireNonNull(refused.getCause())).getCtapError();
    }

    static AuthenticatorData made(PublicKeyCredential registered) {
        return ((AuthenticatorAttestationResponse) registered.getResponse()).getAuthenticatorData();
    }

    static AuthenticatorData asserted(PublicKeyCredential assertion) {
        return AuthenticatorData.parseFrom(ByteBuffer.wrap(response(assertion).getAuthenticatorData()));
    }

    private static AuthenticatorAssertionResponse response(PublicKeyCredential assertion) {
        return (AuthenticatorAssertionResponse) assertion.getResponse();
    }

    /** Java's own signature verification, by the public key that the registration told. */
    static void assertSignedBy(PublicKeyCredential registered, PublicKeyCredential assertion) {
        assertThat(assertion.getRawId()).isEqualTo(registered.getRawId());
        Map<Integer, ?> cose = credentialData(registered).getCosePublicKey();
        byte[] data = response(assertion).getAuthenticatorData();
        byte[] signed = ByteBuffer.allocate(data.length + 32)
                .put(data)
                .put(DigestUtils.sha256(ASSERTION))
                .array();
        try {
            PublicKey key = Cose.getPublicKey(cose);
            Signature signature = Signature.getInstance(algorithm(Cose.getAlgorithm(cose)));
            signature.initVerify(key);
            signature.update(signed);
            assertThat(signature.verify(response(assertion).getSignature())).isTrue();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String algorithm(int cose) {
        return switch (cose) {
            case -7 -> "SHA256withECDSA";
            case -8 -> "Ed25519";
            case -35 -> "SHA384withECDSA";
            case -257 -> "SHA256withRSA";
            default -> throw new AssertionError("algorithm " + cose);
        };
    }
}
