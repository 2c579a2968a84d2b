// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import com.yubico.webauthn.attestation.AttestationTrustSource;
import com.yubico.webauthn.attestation.AttestationTrustSource.TrustRootsResult;
import com.yubico.webauthn.data.AttestationObject;
import com.yubico.webauthn.data.AttestedCredentialData;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyModel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose attestation is believed. Thread-safe. */
public final class AttestationTrust {
    private static final String U2F = "fido-u2f";
    private static final UUID NO_MODEL = new UUID(0, 0);

    private final Set<X509Certificate> roots;
    private final @Nullable MetadataFile metadata;
    private final InstantSource clock;

    private AttestationTrust(Set<X509Certificate> roots, @Nullable MetadataFile metadata, InstantSource clock) {
        this.roots = Set.copyOf(roots);
        this.metadata = metadata;
        this.clock = clock;
    }

    /** Nobody's. */
    public static AttestationTrust none() {
        return new AttestationTrust(Set.of(), null, InstantSource.fixed(Instant.EPOCH));
    }

    /** That of makers whose roots are these. */
    public static AttestationTrust of(Set<X509Certificate> roots, InstantSource clock) {
        return new AttestationTrust(roots, null, clock);
    }

    /**
     * Also that of the makers whom metadata knows, each for its own models.
     *
     * @param blob a file as FIDO publishes it (FIDO MDS 3.0 §3.2)
     * @param signers roots under which it may be signed
     * @throws UnusableMetadataException if it is not to be believed, or out of date
     */
    public AttestationTrust withMetadata(Path blob, Set<X509Certificate> signers) {
        return new AttestationTrust(roots, new MetadataFile(blob, signers, clock), clock);
    }

    /** The roots for the library's own check of an attestation; empty if nobody is believed. */
    public Optional<AttestationTrustSource> source(AttestationObject attestation) {
        UUID model = uuid(aaguid(attestation));
        return roots.isEmpty() && metadata == null
                ? Optional.empty()
                : Optional.of((path, claimed) -> TrustRootsResult.builder()
                        .trustRoots(roots(path, model))
                        .enableRevocationChecking(false)
                        .build());
    }

    /**
     * The model that an attestation is of.
     *
     * @return its AAGUID; zeros of {@code fido-u2f}, whose signature does not cover what is said there (WebAuthn L3 §8.6)
     */
    public static Bytes aaguid(AttestationObject attestation) {
        Optional<AttestedCredentialData> made =
                attestation.getAuthenticatorData().getAttestedCredentialData();
        return attestation.getFormat().equals(U2F) || made.isEmpty()
                ? Bytes.of(new byte[2 * Long.BYTES])
                : Bytes.of(made.get().getAaguid().getBytes());
    }

    /** By which the dates of certificates are judged. */
    public Clock clock() {
        return clock.withZone(ZoneOffset.UTC);
    }

    /**
     * What metadata says of a model now.
     *
     * @param aaguid zeros for U2F
     * @param issuerKeyIds SHA-1 subject key identifiers of the attestation's certificates, for U2F
     */
    public Optional<KeyModel> model(Bytes aaguid, Set<Bytes> issuerKeyIds) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return entry(uuid(aaguid), issuerKeyIds).map(entry -> entry.model(today));
    }

    /**
     * Whether a path of certificates ends at a root that is believed for a model (RFC 5280 §6.1).
     *
     * @param path from the one that signed, its root left out or not
     */
    boolean believes(List<X509Certificate> path, Bytes aaguid) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = roots(path, uuid(aaguid)).stream()
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            return false;
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
        try {
            CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
            return true;
        } catch (CertPathValidatorException e) {
            return false;
        }
    }

    /** Which metadata count now; empty without any. */
    public Optional<MetadataInUse> metadata() {
        return Optional.ofNullable(metadata)
                .map(MetadataFile::current)
                .map(blob -> new MetadataInUse(blob.number(), blob.nextUpdate()));
    }

    private Set<X509Certificate> roots(List<X509Certificate> chain, UUID model) {
        Set<X509Certificate> believed = new HashSet<>(roots);
        entry(model, KeyIds.of(chain)).ifPresent(entry -> believed.addAll(entry.roots()));
        // The library takes a leaf among the roots for its own voucher. A leaf counts only under somebody's signature,
        // or its own: what a thief of a batch's public certificate could claim is not enough.
        believed.removeIf(root -> !chain.isEmpty()
                && root.equals(chain.get(0))
                && !root.getSubjectX500Principal().equals(root.getIssuerX500Principal()));
        return believed;
    }

    private Optional<ModelEntry> entry(UUID model, Set<Bytes> keyIds) {
        if (metadata == null) {
            return Optional.empty();
        }
        // A model of FIDO2 is known by its AAGUID alone: by a key it might pass for another model of its maker's.
        Set<String> keys = model.equals(NO_MODEL)
                ? keyIds.stream().map(Bytes::toHex).collect(Collectors.toUnmodifiableSet())
                : Set.of();
        return metadata.current().find(model, keys);
    }

    static UUID uuid(Bytes aaguid) {
        return aaguid.length() == 2 * Long.BYTES ? aaguid.toUuid() : NO_MODEL;
    }
}
