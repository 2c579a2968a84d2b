// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A blob's JWS (FIDO MDS 3.0 §3.2, RFC 7515): it counts once its signature is right and its certificates lead to a root.
 * Whether they were revoked stays unasked, since nothing here reaches for the network: a blob lives for a month.
 */
final class SignedBlob {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int P256_SIGNATURE = 64;

    private SignedBlob() {}

    /** @throws UnusableMetadataException if it is not to be believed */
    static JsonNode verified(String jws, Set<X509Certificate> roots, Instant now) {
        String[] parts = jws.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw new UnusableMetadataException("it is no signed JWT", null);
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            List<X509Certificate> chain = new ArrayList<>();
            for (JsonNode certificate : header.path("x5c")) {
                chain.add(Roots.certificate(Base64.getDecoder().decode(certificate.asText())));
            }
            if (chain.isEmpty()) {
                throw new UnusableMetadataException("its header holds no certificate (x5c)", null);
            }
            requirePath(chain, roots, now);
            requireSignature(header.path("alg").asText(), chain.get(0), parts);
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            throw new UnusableMetadataException("it cannot be read", e);
        }
    }

    private static void requirePath(List<X509Certificate> chain, Set<X509Certificate> roots, Instant now) {
        // A chain may end with its root, which PKIX takes from the anchors alone.
        List<X509Certificate> path =
                chain.stream().filter(c -> !roots.contains(c)).toList();
        Set<TrustAnchor> anchors = new HashSet<>();
        roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
        try {
            if (path.isEmpty()) {
                throw new UnusableMetadataException("a root signs no metadata itself", null);
            }
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException e) {
            throw new UnusableMetadataException("its certificates do not lead to the root: " + e.getMessage(), e);
        }
    }

    private static void requireSignature(String algorithm, X509Certificate signer, String[] parts) {
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            Signature verification = switch (algorithm) {
                case "RS256" -> Signature.getInstance("SHA256withRSA");
                case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                default -> throw new UnusableMetadataException("it is signed by " + algorithm, null);
            };
            if (algorithm.equals("ES256") && signature.length != P256_SIGNATURE) {
                throw new UnusableMetadataException("its signature is wrong", null);
            }
            verification.initVerify(signer.getPublicKey());
            verification.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!verification.verify(signature)) {
                throw new UnusableMetadataException("its signature is wrong", null);
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableMetadataException("its signature is wrong", e);
        }
    }
}
