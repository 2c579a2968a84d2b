// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Certificates, read and judged by the JDK. */
final class X509 {
    private static final String LABEL = "CERTIFICATE";

    private X509() {}

    /** The certificates of a PEM text, in its order; none if it holds anything else. */
    static List<X509Certificate> read(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.read(text)) {
            try {
                certificates.add(certificate(block));
            } catch (CertificateException | RuntimeException notOne) {
                // The JDK's parser meets bytes of anybody's choice here; whatever it says of them, they are no
                // certificate.
                return List.of();
            }
        }
        return certificates;
    }

    private static X509Certificate certificate(Pem block) throws CertificateException {
        byte[] der = block.der();
        X509Certificate read = (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
        if (!block.label().equals(LABEL) || read.getEncoded().length != der.length || read.getPublicKey() == null) {
            throw new CertificateException("not one certificate");
        }
        return read;
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    static boolean isValidAt(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    static String write(X509Certificate certificate) {
        return Pem.write(LABEL, encoded(certificate));
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException impossible) {
            throw new AssertionError("a certificate that was read has its encoding", impossible);
        }
    }

    /**
     * Whether each certificate of a chain signed the one before it, the first one the certificate itself, as RFC 5280
     * section 6.1 validates a path whose anchor is the chain's last.
     *
     * @return where it breaks as {@link CertPathValidatorException#getIndex()} tells, -1 if no single one is to blame;
     *     empty if it holds
     */
    static OptionalInt brokenAt(X509Certificate certificate, List<X509Certificate> chain, Instant now) {
        List<Certificate> path = new ArrayList<>();
        path.add(certificate);
        path.addAll(chain.subList(0, chain.size() - 1));
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(chain.size() - 1), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(path), parameters);
            return OptionalInt.empty();
        } catch (CertPathValidatorException broken) {
            return OptionalInt.of(broken.getIndex());
        } catch (CertificateException | InvalidAlgorithmParameterException noPath) {
            return OptionalInt.of(-1);
        } catch (GeneralSecurityException noPkix) {
            throw new AssertionError("every Java has X.509 and PKIX", noPkix);
        }
    }
}
