// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import com.upokecenter.cbor.CBORObject;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.attestation.AttestationTrustSource;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Yubico's relying party, which takes keys only that a source of trust vouches for; and the browser before it. */
final class RegisteringParty {
    static final String ID = "example.org";
    private static final String ORIGIN = "https://example.org";

    private final RelyingParty party;
    private final PublicKeyCredentialCreationOptions options;
    private final byte[] clientData;

    RegisteringParty(AttestationTrustSource trust, InstantSource clock) {
        party = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder().id(ID).name("Example").build())
                .credentialRepository(new Nobody())
                .origins(Set.of(ORIGIN))
                .attestationConveyancePreference(AttestationConveyancePreference.ENTERPRISE)
                .attestationTrustSource(trust)
                .allowUntrustedAttestation(false)
                .clock(Clock.fixed(clock.instant(), ZoneOffset.UTC))
                .build();
        options = party.startRegistration(StartRegistrationOptions.builder()
                .user(UserIdentity.builder()
                        .name("tyler")
                        .displayName("tyler")
                        .id(new ByteArray(new byte[] {1}))
                        .build())
                .build());
        clientData = ("{\"type\":\"webauthn.create\",\"challenge\":\""
                        + options.getChallenge().getBase64Url()
                        + "\",\"origin\":\"" + ORIGIN + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] clientDataHash() throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(clientData);
    }

    static byte[] rpIdHash() throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(ID.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws com.yubico.webauthn.exception.RegistrationFailedException when it does not take the key */
    RegistrationResult register(String format, byte[] authenticatorData, CBORObject statement) throws Exception {
        byte[] attestationObject = CBORObject.NewMap()
                .Add("fmt", format)
                .Add("authData", authenticatorData)
                .Add("attStmt", statement)
                .EncodeToBytes();
        int length = authenticatorData[53] << 8 | Byte.toUnsignedInt(authenticatorData[54]);
        byte[] id = Arrays.copyOfRange(authenticatorData, 55, 55 + length);
        UnaryOperator<String> quoted = text -> '"' + text + '"';
        String json = "{\"id\":" + quoted.apply(new ByteArray(id).getBase64Url())
                + ",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":"
                + quoted.apply(new ByteArray(clientData).getBase64Url())
                + ",\"attestationObject\":"
                + quoted.apply(new ByteArray(attestationObject).getBase64Url()) + "}}";
        return party.finishRegistration(FinishRegistrationOptions.builder()
                .request(options)
                .response(PublicKeyCredential.parseRegistrationResponseJson(json))
                .build());
    }

    /** Has no credentials. */
    private static final class Nobody implements CredentialRepository {
        @Override
        public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
            return Set.of();
        }

        @Override
        public Optional<ByteArray> getUserHandleForUsername(String username) {
            return Optional.empty();
        }

        @Override
        public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
            return Optional.empty();
        }

        @Override
        public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
            return Optional.empty();
        }

        @Override
        public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
            return Set.of();
        }
    }
}
