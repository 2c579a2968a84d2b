// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as clients upload them, valid for a year around the test's clock. */
final class TestCertificates {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final KeyPair RSA = pair("RSA", 2048);

    private TestCertificates() {}

    /** A certificate and the key that it certifies. */
    record Issued(X509Certificate certificate, KeyPair keys) {
        String pem() {
            try {
                return TestCertificates.pem("CERTIFICATE", certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new AssertionError(e);
            }
        }

        String privateKey() {
            return TestCertificates.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Another one each time, of one key: making those takes long. */
    static Issued selfSigned() {
        return selfSigned(RSA, AwsServer.START.minus(182, ChronoUnit.DAYS));
    }

    static Issued selfSigned(KeyPair keys, Instant from) {
        X500Principal name = new X500Principal("CN=self-signed");
        return issue(name, keys, name, keys, from, true);
    }

    /** One that another has signed. */
    static Issued signedBy(Issued issuer, String name, KeyPair keys, boolean authority) {
        return issue(
                issuer.certificate().getSubjectX500Principal(),
                issuer.keys(),
                new X500Principal("CN=" + name),
                keys,
                AwsServer.START.minus(182, ChronoUnit.DAYS),
                authority);
    }

    private static Issued issue(
            X500Principal issuer,
            KeyPair issuerKeys,
            X500Principal subject,
            KeyPair keys,
            Instant from,
            boolean authority) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(from),
                    Date.from(from.plus(365, ChronoUnit.DAYS)),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            String algorithm =
                    issuerKeys.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate())));
            return new Issued(certificate, keys);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
