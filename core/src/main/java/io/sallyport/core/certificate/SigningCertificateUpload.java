// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An uploaded signing certificate.
 *
 * @param body as it came
 * @param digest SHA-256 of the certificate itself in hex, the same however its text is laid out
 */
public record SigningCertificateUpload(String body, String digest) {
    private static final int LEAST_BITS = 1024;

    /**
     * Checks an upload.
     *
     * @throws IamException {@code MALFORMED_CERTIFICATE} for what is no certificate or expired, {@code
     *     INVALID_CERTIFICATE} for one that is not valid yet, or whose key is not RSA of 1024 bits or more
     */
    public static SigningCertificateUpload check(String body, Instant now) {
        List<X509Certificate> certificates = X509.read(body);
        if (certificates.size() != 1) {
            throw new IamException(Kind.MALFORMED_CERTIFICATE, "Certificate " + shown(body) + " is malformed.");
        }
        X509Certificate certificate = certificates.get(0);
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IamException(Kind.MALFORMED_CERTIFICATE, "The certificate is expired.");
        }
        if (!X509.isValidAt(certificate, now) || !signs(certificate)) {
            throw new IamException(Kind.INVALID_CERTIFICATE, "The certificate is invalid.");
        }
        return new SigningCertificateUpload(body, DigestUtils.sha256Hex(X509.encoded(certificate)));
    }

    /** AWS repeats what it got; of a key that somebody took for her certificate we do not. */
    private static String shown(String body) {
        return body.contains("PRIVATE KEY") ? "" : body;
    }

    private static boolean signs(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey key
                && key.getModulus().bitLength() >= LEAST_BITS;
    }
}
