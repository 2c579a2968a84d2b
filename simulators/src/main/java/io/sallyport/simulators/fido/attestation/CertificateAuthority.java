// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues X.509 v3 certificates and revocation lists (RFC 5280), signed with ECDSA and SHA-256. */
final class CertificateAuthority {
    private static final int SERIAL_BITS = 63;

    private final PrivateKey key;
    private final X500Name name;
    private final PublicKey publicKey;
    private final SecureRandom random;

    /** What a kind of certificate says beyond whose it is. */
    @FunctionalInterface
    interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws CertIOException;
    }

    /** When a certificate is valid: whole seconds. */
    record Validity(Instant from, Instant to) {
        Validity {
            from = from.truncatedTo(ChronoUnit.SECONDS);
            to = to.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    private CertificateAuthority(PrivateKey key, X500Name name, PublicKey publicKey, SecureRandom random) {
        this.key = key;
        this.name = name;
        this.publicKey = publicKey;
        this.random = random;
    }

    static CertificateAuthority of(PrivateKey key, X509Certificate certificate, SecureRandom random) {
        X500Name name =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return new CertificateAuthority(key, name, certificate.getPublicKey(), random);
    }

    /** One that nobody else vouches for. */
    static CertificateAuthority selfSigned(KeyPair pair, X500Name name, SecureRandom random) {
        return new CertificateAuthority(pair.getPrivate(), name, pair.getPublic(), random);
    }

    /** @param depth authorities that may follow below */
    Extensions authority(PublicKey subjectKey, int depth) {
        return builder -> identified(builder, subjectKey)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(depth))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    /** What signs, and issues nothing. */
    Extensions signature(PublicKey subjectKey) {
        return builder -> identified(builder, subjectKey)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    }

    private X509v3CertificateBuilder identified(X509v3CertificateBuilder builder, PublicKey subjectKey)
            throws CertIOException {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            return builder.addExtension(
                            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subjectKey))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(publicKey));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    X509Certificate issue(X500Name subject, PublicKey subjectKey, Validity validity, Extensions extensions) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                    Date.from(validity.from()),
                    Date.from(validity.to()),
                    subject,
                    subjectKey);
            extensions.addTo(builder);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError("names, dates and keys are well formed", e);
        }
    }

    /** Nothing is revoked. */
    X509CRL revocationList(Validity validity) {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(validity.from()))
                    .setNextUpdate(Date.from(validity.to()))
                    .addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(publicKey));
            return new JcaX509CRLConverter().getCRL(builder.build(signer()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError("names, dates and keys are well formed", e);
        }
    }

    private ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA")
                .setSecureRandom(random)
                .build(key);
    }
}
