// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A relying party that asks what one published example answers. */
final class VectorParty {
    /** Its key's description names neither origin nor purpose. */
    static final String WITHOUT_ORIGIN = "§16.14 until 2026";

    /** The certificates are valid from 2024 to 3024. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private static final Owner OWNER = new Owner(Bytes.ofHex("01"), "somebody");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vector vector;
    private final WebAuthnSecurityKeys keys;

    /** One that expects to be in a frame of §16.5's page. */
    VectorParty(Vector vector, AttestationTrust trust) {
        this(vector, trust, Set.of("https://example.com"));
    }

    VectorParty(Vector vector, AttestationTrust trust, Set<String> topOrigins) {
        this.vector = vector;
        this.keys = new WebAuthnSecurityKeys(
                new WebSite(Vector.RP_ID, "Example", Set.of(Vector.ORIGIN), topOrigins, Optional.empty()),
                trust,
                new SecureRandom());
    }

    static X509Certificate root() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Vector.attestationRoot().toArray()));
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    KeyCredential register(String answer) {
        String request = keys.startRegistration(OWNER, List.of()).request();
        try {
            ObjectNode asked = (ObjectNode) JSON.readTree(request);
            asked.put("challenge", challenge(vector.registrationChallenge()));
            return keys.finishRegistration(asked.toString(), answer, KeyRules.STANDARD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Assertion signIn(KeyCredential credential, String answer) {
        String request = keys.startAssertion(OWNER, List.of(credential)).request();
        try {
            ObjectNode asked = (ObjectNode) JSON.readTree(request);
            asked.withObject("/publicKeyCredentialRequestOptions")
                    .put("challenge", challenge(vector.assertionChallenge()));
            return keys.finishAssertion(asked.toString(), answer, OWNER, List.of(credential));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String challenge(String hex) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Bytes.ofHex(hex).toArray());
    }
}
