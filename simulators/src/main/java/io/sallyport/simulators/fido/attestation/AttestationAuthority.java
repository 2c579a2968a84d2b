// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.CertificateAuthority.Extensions;
import io.sallyport.simulators.fido.attestation.CertificateAuthority.Validity;
import io.sallyport.simulators.fido.chip.KeyProfile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The maker of simulated keys as FIDO knows makers: a root and an intermediate authority, made anew in every installation,
 * and the keys that vouch for credentials under them. Keys of one model and firmware share one, as FIDO asks so that nobody
 * can be followed by it; enterprise attestation has one for each key. All are made when first needed and then kept.
 */
public final class AttestationAuthority {
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(30 * 365);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration LIST_LIFETIME = Duration.ofDays(30);
    private static final int ID = 4;
    private static final String ROOT_NAME = "O=Sallyport, CN=Simulated FIDO Root CA ";

    private final Safe safe;
    private final InstantSource clock;
    private final SecureRandom random;

    private record Issuer(X509Certificate certificate, CertificateAuthority authority) {}

    private AttestationAuthority(Safe safe, InstantSource clock, SecureRandom random) {
        this.safe = safe;
        this.clock = clock;
        this.random = random;
    }

    /** One that is kept in a device's memory. */
    public static AttestationAuthority in(Storage storage, InstantSource clock, SecureRandom random) {
        return new AttestationAuthority(Safe.in(storage), clock, random);
    }

    /** One that is kept in a directory of its owner's, which is made when it is missing. */
    public static AttestationAuthority in(Path directory, InstantSource clock, SecureRandom random) {
        return new AttestationAuthority(new PrivateDirectory(directory), clock, random);
    }

    /** What a relying party trusts that wants to trust this installation's simulated keys. */
    public X509Certificate root() {
        return rootIssuer().certificate();
    }

    /** Whether a certificate is such a root, or directly below one, of whichever installation. */
    public static boolean isSimulated(X509Certificate certificate) {
        return Stream.of(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal())
                .map(name -> X500Name.getInstance(name.getEncoded()).toString())
                .anyMatch(name -> name.startsWith(ROOT_NAME.replace(", ", ",")));
    }

    /** The same in PEM. */
    public String rootText() {
        return KeyAndCertificate.certificateText(root());
    }

    /** Between the root and the certificates of CTAP2. */
    public X509Certificate intermediate() {
        return intermediateIssuer().certificate();
    }

    /** Shared by all keys of the model. */
    public AttestationKey batch(KeyProfile profile) {
        return issued(
                "batch." + model(profile),
                true,
                AttestationAuthority::batchSubject,
                builder -> AttestationExtensions.add(builder, profile));
    }

    /** The same for U2F, whose messages have no place for an intermediate certificate: issued by the root itself. */
    public AttestationKey u2fBatch(KeyProfile profile) {
        return issued(
                "u2f." + model(profile),
                false,
                AttestationAuthority::batchSubject,
                builder -> AttestationExtensions.add(builder, profile));
    }

    /** Of one key only, with its serial number (WebAuthn L3 §8.2.2). */
    public AttestationKey enterprise(KeyProfile profile, int serial) {
        Bytes octets =
                Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(serial).array());
        return issued(
                "enterprise." + model(profile) + "." + Integer.toUnsignedString(serial),
                true,
                number -> subject("Yubico FIDO EE (Serial=" + Integer.toUnsignedString(serial) + ")"),
                builder -> {
                    AttestationExtensions.add(builder, profile);
                    AttestationExtensions.addSerialNumber(builder, octets);
                });
    }

    /** What {@link #batch} would have been, with a certificate that was valid for a year and no longer is. */
    AttestationKey expired(KeyProfile profile) {
        Issuer issuer = intermediateIssuer();
        Instant end = clock.instant().minus(BEFORE);
        return ephemeral(
                profile,
                KeyPairs.p256(random),
                issuer.authority(),
                new Validity(end.minus(YEAR), end),
                List.of(issuer.certificate()));
    }

    /** What {@link #batch} would have been, were its certificate not its own issuer's. */
    AttestationKey selfSigned(KeyProfile profile) {
        KeyPair pair = KeyPairs.p256(random);
        CertificateAuthority itself = CertificateAuthority.selfSigned(pair, batchSubject(newNumber()), random);
        return ephemeral(profile, pair, itself, validity(LIFETIME), List.of());
    }

    private AttestationKey ephemeral(
            KeyProfile profile,
            KeyPair pair,
            CertificateAuthority issuer,
            Validity validity,
            List<X509Certificate> above) {
        X509Certificate leaf = issuer.issue(
                batchSubject(newNumber()),
                pair.getPublic(),
                validity,
                builder -> AttestationExtensions.add(builder, profile));
        return new AttestationKey(
                pair.getPrivate(),
                Stream.concat(Stream.of(leaf), above.stream()).toList(),
                random);
    }

    /** What signs the metadata of all models: RSA, as FIDO's own, issued by the root itself. */
    public AttestationKey metadata() {
        Issuer root = rootIssuer();
        byte[] pem = safe.orMake("metadata", () -> {
            KeyPair pair = KeyPairs.rsa(random);
            CertificateAuthority above = root.authority();
            X500Name name = new X500Name("O=Sallyport, CN=Simulated FIDO Metadata Service");
            return KeyAndCertificate.write(
                    pair.getPrivate(),
                    above.issue(name, pair.getPublic(), validity(LIFETIME), above.signature(pair.getPublic())));
        });
        return new AttestationKey(KeyAndCertificate.key(pem), List.of(KeyAndCertificate.certificate(pem)), random);
    }

    /** The root's list of what it has revoked, which is nothing: relying parties look for one. */
    public X509CRL revocationList() {
        return rootIssuer().authority().revocationList(validity(LIST_LIFETIME));
    }

    private AttestationKey issued(String name, boolean byIntermediate, SubjectOf subject, Extensions extensions) {
        Issuer issuer = byIntermediate ? intermediateIssuer() : rootIssuer();
        byte[] pem = safe.orMake(name, () -> {
            KeyPair pair = KeyPairs.p256(random);
            X500Name is = subject.of(newNumber());
            return KeyAndCertificate.write(
                    pair.getPrivate(), issuer.authority().issue(is, pair.getPublic(), validity(LIFETIME), extensions));
        });
        List<X509Certificate> own = List.of(KeyAndCertificate.certificate(pem));
        List<X509Certificate> chain = byIntermediate ? List.of(own.get(0), issuer.certificate()) : own;
        return new AttestationKey(KeyAndCertificate.key(pem), chain, random);
    }

    @FunctionalInterface
    private interface SubjectOf {
        X500Name of(int number);
    }

    private Issuer rootIssuer() {
        return open(safe.orMake("root", () -> {
            byte[] id = new byte[ID];
            random.nextBytes(id);
            X500Name name = new X500Name(ROOT_NAME + HexFormat.of().formatHex(id));
            KeyPair pair = KeyPairs.p256(random);
            CertificateAuthority itself = CertificateAuthority.selfSigned(pair, name, random);
            X509Certificate certificate =
                    itself.issue(name, pair.getPublic(), validity(LIFETIME), itself.authority(pair.getPublic(), 1));
            return KeyAndCertificate.write(pair.getPrivate(), certificate);
        }));
    }

    private Issuer intermediateIssuer() {
        Issuer root = rootIssuer();
        return open(safe.orMake("intermediate", () -> {
            KeyPair pair = KeyPairs.p256(random);
            X500Name name = new X500Name("O=Sallyport, CN=Simulated FIDO Attestation CA");
            CertificateAuthority above = root.authority();
            X509Certificate certificate =
                    above.issue(name, pair.getPublic(), validity(LIFETIME), above.authority(pair.getPublic(), 0));
            return KeyAndCertificate.write(pair.getPrivate(), certificate);
        }));
    }

    private Issuer open(byte[] pem) {
        X509Certificate certificate = KeyAndCertificate.certificate(pem);
        return new Issuer(certificate, CertificateAuthority.of(KeyAndCertificate.key(pem), certificate, random));
    }

    /** From yesterday on, for relying parties whose clocks are late. */
    private Validity validity(Duration lifetime) {
        Instant now = clock.instant();
        return new Validity(now.minus(BEFORE), now.plus(lifetime));
    }

    private int newNumber() {
        return random.nextInt(100_000_000, 2_000_000_000);
    }

    private static X500Name batchSubject(int number) {
        return subject("Yubico U2F EE Serial " + number);
    }

    private static X500Name subject(String commonName) {
        return new X500Name("C=SE, O=Yubico AB, OU=Authenticator Attestation, CN=" + commonName);
    }

    private static String model(KeyProfile profile) {
        return profile.aaguid().toHex() + "." + profile.firmware();
    }
}
