// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key and its certificate as text (RFC 7468), for openssl to read as well. */
final class Pem {
    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private Pem() {}

    static byte[] write(PrivateKey key, X509Certificate certificate) {
        String text = block(KEY, key.getEncoded()) + certificate(certificate);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String certificate(X509Certificate certificate) {
        return block(CERTIFICATE, AttestationKey.der(certificate).toArray());
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

    private static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] find(String label, byte[] pem) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(new String(pem, StandardCharsets.US_ASCII));
        if (!block.find()) {
            throw new IllegalStateException("one of the attestation authority's files has no " + label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
