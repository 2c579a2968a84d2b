// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.attestation.AttestationTrustSource;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserIdentity;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A site of one user by java-webauthn-server alone: its types, its JSON, nothing of ours. */
final class YubicosSite {
    private static final String ORIGIN = "https://example.org";
    private static final String USER = "sara";
    private static final UserIdentity SARA = UserIdentity.builder()
            .name(USER)
            .displayName(USER)
            .id(new ByteArray(new byte[] {1, 2, 3}))
            .build();

    private final RelyingParty party;
    private @Nullable RegisteredCredential known;

    YubicosSite(AttestationTrustSource trust, InstantSource clock) {
        party = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id("example.org")
                        .name("Example")
                        .build())
                .credentialRepository(new Sara())
                .origins(Set.of(ORIGIN))
                .attestationConveyancePreference(AttestationConveyancePreference.DIRECT)
                .attestationTrustSource(trust)
                .allowUntrustedAttestation(false)
                .clock(clock.withZone(ZoneOffset.UTC))
                .build();
    }

    RegistrationResult register(TestKey key) throws Exception {
        PublicKeyCredentialCreationOptions options = party.startRegistration(
                StartRegistrationOptions.builder().user(SARA).build());
        String response = key.register(options.toCredentialsCreateJson(), ORIGIN);
        RegistrationResult result = party.finishRegistration(FinishRegistrationOptions.builder()
                .request(options)
                .response(PublicKeyCredential.parseRegistrationResponseJson(response))
                .build());
        remember(result.getKeyId().getId(), result.getPublicKeyCose(), result.getSignatureCount());
        return result;
    }

    AssertionResult signIn(TestKey key) throws Exception {
        AssertionRequest request = party.startAssertion(
                StartAssertionOptions.builder().username(USER).build());
        String response = key.authenticate(request.toCredentialsGetJson(), ORIGIN);
        AssertionResult result = party.finishAssertion(FinishAssertionOptions.builder()
                .request(request)
                .response(PublicKeyCredential.parseAssertionResponseJson(response))
                .build());
        RegisteredCredential credential = result.getCredential();
        remember(credential.getCredentialId(), credential.getPublicKeyCose(), result.getSignatureCount());
        return result;
    }

    private void remember(ByteArray id, ByteArray publicKey, long signatures) {
        known = RegisteredCredential.builder()
                .credentialId(id)
                .userHandle(SARA.getId())
                .publicKeyCose(publicKey)
                .signatureCount(signatures)
                .build();
    }

    /** Whose one credential is the one that is known. */
    private final class Sara implements CredentialRepository {
        @Override
        public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
            return known == null
                    ? Set.of()
                    : Set.of(PublicKeyCredentialDescriptor.builder()
                            .id(known.getCredentialId())
                            .build());
        }

        @Override
        public Optional<ByteArray> getUserHandleForUsername(String username) {
            return Optional.of(SARA.getId());
        }

        @Override
        public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
            return Optional.of(USER);
        }

        @Override
        public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
            return Optional.ofNullable(known).filter(k -> k.getCredentialId().equals(credentialId));
        }

        @Override
        public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
            return Set.of();
        }
    }
}
