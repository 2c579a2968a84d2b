// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.core.certificate.Pem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/** A private key and its certificate as one PEM text, for openssl to read as well. */
final class KeyAndCertificate {
    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private KeyAndCertificate() {}

    static byte[] write(PrivateKey key, X509Certificate certificate) {
        return (Pem.write(KEY, key.getEncoded()) + certificateText(certificate)).getBytes(StandardCharsets.US_ASCII);
    }

    static String certificateText(X509Certificate certificate) {
        return Pem.write(CERTIFICATE, AttestationKey.der(certificate).toArray());
    }

    /** Of the kind that the certificate is for. */
    static PrivateKey key(byte[] pem) {
        String algorithm = certificate(pem).getPublicKey().getAlgorithm();
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(find(KEY, pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the attestation authority's files hold a private key that is none", e);
        }
    }

    static X509Certificate certificate(byte[] pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(find(CERTIFICATE, pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the attestation authority's files hold a certificate that is none", e);
        }
    }

    private static byte[] find(String label, byte[] pem) {
        return Pem.read(new String(pem, StandardCharsets.US_ASCII)).stream()
                .filter(block -> block.label().equals(label))
                .findFirst()
                .map(Pem::der)
                .orElseThrow(
                        () -> new IllegalStateException("one of the attestation authority's files has no " + label));
    }
}
