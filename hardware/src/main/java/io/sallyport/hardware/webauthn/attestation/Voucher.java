// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.data.AttestationObject;
import com.yubico.webauthn.data.AttestedCredentialData;
import com.yubico.webauthn.data.ByteArray;
import io.sallyport.core.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who signed for a key's make.
 *
 * @param path certificates from the one that signed towards its root; empty if nobody did
 * @param believed whether the path ends at a root that is believed
 */
public record Voucher(List<X509Certificate> path, boolean believed) {
    public Voucher {
        path = List.copyOf(path);
    }

    /** As the library found. */
    public static Voucher of(RegistrationResult result) {
        return new Voucher(result.getAttestationTrustPath().orElse(List.of()), result.isAttestationTrusted());
    }

    /**
     * Verifies what the library does not, or not as the specification says: {@code packed} by a certificate (WebAuthn L3
     * §8.2), {@code android-key} (§8.4).
     *
     * @return empty if it is another format, for the library
     * @throws GeneralSecurityException if the statement is not to be believed, whoever signed it
     */
    public static Optional<Voucher> of(AttestationObject attestation, Bytes clientDataHash, AttestationTrust trust)
            throws GeneralSecurityException {
        boolean android = attestation.getFormat().equals("android-key");
        boolean packed = attestation.getFormat().equals("packed")
                && attestation.getAttestationStatement().has("x5c");
        if (!android && !packed) {
            return Optional.empty();
        }
        Certified statement = Certified.read(attestation);
        statement.requireSignature(
                Bytes.of(attestation.getAuthenticatorData().getBytes().getBytes()), clientDataHash);
        AttestedCredentialData made = attestation
                .getAuthenticatorData()
                .getAttestedCredentialData()
                .orElseThrow(() -> new GeneralSecurityException("it attests no credential"));
        Bytes aaguid = AttestationTrust.aaguid(attestation);
        boolean proves = true;
        if (packed) {
            PackedCertificate.require(statement.signer(), aaguid);
        } else {
            requireSameKey(statement.signer(), made);
            KeyDescription described = KeyDescription.of(statement.signer());
            described.require(clientDataHash);
            proves = described.proves();
        }
        return Optional.of(new Voucher(statement.path(), proves && trust.believes(statement.path(), aaguid)));
    }

    private static void requireSameKey(X509Certificate certificate, AttestedCredentialData made)
            throws GeneralSecurityException {
        try {
            PublicKey key = RegisteredCredential.builder()
                    .credentialId(made.getCredentialId())
                    .userHandle(new ByteArray(new byte[0]))
                    .publicKeyCose(made.getCredentialPublicKey())
                    .build()
                    .getParsedPublicKey();
            Certified.require(
                    Arrays.equals(key.getEncoded(), certificate.getPublicKey().getEncoded()),
                    "it certifies another key");
        } catch (IOException e) {
            throw new GeneralSecurityException("the credential's key is malformed", e);
        }
    }
}
