// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an uploaded server certificate. Its private key is not: no answer of IAM shows it, and the services
 * that would serve with it are not ours.
 *
 * @param body one certificate, with UNIX line breaks, as AWS changes what does not look so
 * @param chain null where none was uploaded
 */
public record ServerCertificateUpload(String body, @Nullable String chain, Instant expiration) {

    /**
     * Checks an upload (IAM User Guide, "Manage server certificates in IAM").
     *
     * @throws IamException {@code MALFORMED_CERTIFICATE}, {@code KEY_PAIR_MISMATCH}
     */
    public static ServerCertificateUpload check(String body, String privateKey, @Nullable String chain, Instant now) {
        List<X509Certificate> certificates = X509.read(body);
        if (certificates.isEmpty()) {
            throw malformed("Unable to parse certificate. Please ensure the certificate is in PEM format.");
        }
        X509Certificate certificate = certificates.get(0);
        ServerKey key = ServerKey.read(privateKey);
        if (!X509.isValidAt(certificate, now)) {
            throw malformed("The certificate is expired or not yet valid.");
        }
        if (!key.isOf(certificate)) {
            throw new IamException(
                    Kind.KEY_PAIR_MISMATCH, "The public key certificate and the private key do not match.");
        }
        if (chain != null) {
            requireSigned(certificate, X509.read(chain), now);
        }
        return new ServerCertificateUpload(
                certificates.size() == 1 ? unixLines(body) : X509.write(certificate),
                chain == null ? null : unixLines(chain),
                certificate.getNotAfter().toInstant());
    }

    private static void requireSigned(X509Certificate certificate, List<X509Certificate> chain, Instant now) {
        OptionalInt broken = chain.isEmpty() ? OptionalInt.of(-1) : X509.brokenAt(certificate, chain, now);
        if (broken.isPresent()) {
            throw malformed("Unable to validate certificate chain. The certificate chain must start with the immediate"
                    + " signing certificate, followed by any intermediaries in order. The index within the chain of the"
                    + " invalid certificate is: " + broken.getAsInt());
        }
    }

    private static String unixLines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static IamException malformed(String message) {
        return new IamException(Kind.MALFORMED_CERTIFICATE, message);
    }
}
