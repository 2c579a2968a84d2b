// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.AttestationObject;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import io.sallyport.core.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that {@code packed} and {@code android-key} share: a signature by a certificate's key over the
 * authenticator data and the hash of the client data (WebAuthn L3 §8.2, §8.4).
 *
 * @param path from the certificate that signed towards its root
 */
record Certified(COSEAlgorithmIdentifier algorithm, Bytes signature, List<X509Certificate> path) {
    /** @throws GeneralSecurityException unless it has its three members */
    static Certified read(AttestationObject attestation) throws GeneralSecurityException {
        JsonNode statement = attestation.getAttestationStatement();
        JsonNode algorithm = statement.path("alg");
        JsonNode certificates = statement.path("x5c");
        require(algorithm.canConvertToLong() && certificates.isArray() && !certificates.isEmpty(), "no alg or no x5c");
        List<X509Certificate> path = new ArrayList<>();
        for (JsonNode certificate : certificates) {
            path.add(Roots.certificate(binary(certificate)));
        }
        return new Certified(
                COSEAlgorithmIdentifier.fromId(algorithm.longValue())
                        .orElseThrow(() -> new GeneralSecurityException("unknown alg")),
                Bytes.of(binary(statement.path("sig"))),
                List.copyOf(path));
    }

    X509Certificate signer() {
        return path.get(0);
    }

    /** @throws GeneralSecurityException unless the first certificate's key made the signature */
    void requireSignature(Bytes authenticatorData, Bytes clientDataHash) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(javaName(algorithm));
        verifier.initVerify(signer().getPublicKey());
        verifier.update(authenticatorData.toArray());
        verifier.update(clientDataHash.toArray());
        require(verifier.verify(signature.toArray()), "the signature does not verify");
    }

    static void require(boolean holds, String otherwise) throws GeneralSecurityException {
        if (!holds) {
            throw new GeneralSecurityException(otherwise);
        }
    }

    private static byte[] binary(JsonNode node) throws GeneralSecurityException {
        require(node.isBinary(), "something is no byte string");
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new AssertionError("it is binary", e);
        }
    }

    private static String javaName(COSEAlgorithmIdentifier algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSA";
            case ES384 -> "SHA384withECDSA";
            case ES512 -> "SHA512withECDSA";
            case RS256 -> "SHA256withRSA";
            case RS384 -> "SHA384withRSA";
            case RS512 -> "SHA512withRSA";
            case EdDSA, Ed25519 -> "Ed25519";
            case Ed448 -> "Ed448";
            // Of TPMs only, whose format is another.
            case RS1 -> throw new GeneralSecurityException("SHA-1");
        };
    }
}
