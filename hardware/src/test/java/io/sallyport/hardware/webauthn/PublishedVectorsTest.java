// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("WebAuthn L3 §16 Test Vectors")
class PublishedVectorsTest {
    private static final Owner OWNER = new Owner(Bytes.ofHex("01"), "somebody");

    private static WebAuthnSecurityKeys relyingParty(Vector vector) {
        return new WebAuthnSecurityKeys(
                Vector.RP_ID,
                "Example",
                Set.of(Vector.ORIGIN),
                new ScriptedRandom(vector.registrationChallenge(), vector.assertionChallenge()));
    }

    @Test
    @DisplayName("§16.2 ES256 Credential with No Attestation")
    void acceptsNoAttestation() {
        Vector vector = Vector.NONE_ES256;
        WebAuthnSecurityKeys keys = relyingParty(vector);
        Ceremony registration = keys.startRegistration(OWNER, List.of());
        KeyCredential credential = keys.finishRegistration(registration.request(), vector.registration());
        assertThat(credential.credentialId()).isEqualTo(Bytes.ofHex(vector.credentialId()));
        assertThat(credential.aaguid()).isEqualTo(Bytes.ofHex(vector.aaguid()));
        assertThat(credential.signatureCount()).isZero();
        assertThat(credential.attested()).isFalse();
        assertThat(credential.backupEligible()).isTrue();
        assertThat(credential.backedUp()).isTrue();
        Ceremony assertion = keys.startAssertion(OWNER, List.of(credential));
        var result = keys.finishAssertion(assertion.request(), vector.assertion(), OWNER, List.of(credential));
        assertThat(result.credential()).isEqualTo(credential);
        assertThat(result.userVerified()).isFalse();
    }

    @Test
    @DisplayName("§16.3 ES256 Credential with Self Attestation")
    void acceptsSelfAttestation() {
        Vector vector = Vector.PACKED_SELF_ES256;
        WebAuthnSecurityKeys keys = relyingParty(vector);
        Ceremony registration = keys.startRegistration(OWNER, List.of());
        KeyCredential credential = keys.finishRegistration(registration.request(), vector.registration());
        assertThat(credential.attested()).isFalse();
        assertThat(credential.backedUp()).isTrue();
        Ceremony assertion = keys.startAssertion(OWNER, List.of(credential));
        var result = keys.finishAssertion(assertion.request(), vector.assertion(), OWNER, List.of(credential));
        assertThat(result.credential()).isEqualTo(credential.withState(0, false));
    }

    @Test
    @DisplayName("§16.4 ES256 Credential with \"crossOrigin\": true")
    void refusesAPageInAFrame() {
        Vector vector = Vector.NONE_ES256_CROSS_ORIGIN;
        WebAuthnSecurityKeys keys = relyingParty(vector);
        Ceremony registration = keys.startRegistration(OWNER, List.of());
        assertThatThrownBy(() -> keys.finishRegistration(registration.request(), vector.registration()))
                .isInstanceOf(IamException.class)
                .hasMessage("Authentication code for device is not valid.");
    }

    @Test
    @DisplayName(
            "§16.7 registration is refused, unlike the specification: the library knows no country AA (decision 0046)")
    void refusesTheCountryOfThePublishedAttestation() {
        Vector vector = PackedVector.ES256;
        AttestationTrust trust = AttestationTrust.of(Set.of(PackedVector.root()), PackedVector.CLOCK);
        WebAuthnSecurityKeys keys = new WebAuthnSecurityKeys(
                new WebSite(Vector.RP_ID, "Example", Set.of(Vector.ORIGIN), Optional.empty()),
                trust,
                new ScriptedRandom(vector.registrationChallenge()));
        Ceremony registration = keys.startRegistration(OWNER, List.of());
        assertThatThrownBy(() -> keys.finishRegistration(registration.request(), vector.registration()))
                .isInstanceOfSatisfying(
                        IamException.class,
                        e -> assertThat(e.detail())
                                .isPresent()
                                .isEqualTo(KeyRefusal.ATTESTATION.refusal().detail()))
                .hasStackTraceContaining("Invalid attestation certificate country code: Optional[AA]");
    }

    @Test
    @DisplayName("§16.7 authentication verifies by the credential's public key")
    void acceptsTheAssertionOfTheAttestedKey() {
        Vector vector = PackedVector.ES256;
        WebAuthnSecurityKeys keys = new WebAuthnSecurityKeys(
                Vector.RP_ID, "Example", Set.of(Vector.ORIGIN), new ScriptedRandom(vector.assertionChallenge()));
        String data = vector.attestationObject();
        KeyCredential credential = new KeyCredential(
                Bytes.ofHex(vector.credentialId()),
                Bytes.ofHex(data.substring(data.lastIndexOf("a5010203262001"))),
                0,
                Bytes.ofHex(vector.aaguid()),
                false,
                true,
                false,
                null);
        Ceremony assertion = keys.startAssertion(OWNER, List.of(credential));
        var result = keys.finishAssertion(assertion.request(), vector.assertion(), OWNER, List.of(credential));
        assertThat(result.userVerified()).isTrue();
    }
}
