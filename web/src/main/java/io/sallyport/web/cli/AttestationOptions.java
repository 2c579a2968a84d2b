// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.hardware.webauthn.attestation.Roots;
import io.sallyport.hardware.webauthn.attestation.UnusableMetadataException;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose security keys a server believes to be what they say. */
final class AttestationOptions {
    /** Below the data directory, unless another is named. */
    private static final String AUTHORITY = "simulators";

    @Option(
            names = "--fido-metadata",
            paramLabel = "FILE",
            description =
                    "FIDO's metadata (a MDS3 blob) as downloaded from https://mds3.fidoalliance.org: its makers'"
                            + " attestation is believed, its models' certifications and revocations count. It is read again when it changes.")
    private @Nullable Path metadata;

    @Option(
            names = "--fido-metadata-root",
            paramLabel = "PEM",
            description = "Under which root it is signed (default: GlobalSign Root CA R3, as FIDO's is).")
    private @Nullable Path metadataRoot;

    @Option(
            names = "--attestation-root",
            paramLabel = "PEM",
            description = "Also believe the makers whose root certificates these are. May be repeated.")
    private List<Path> roots = List.of();

    @Option(
            names = "--trust-simulators",
            description = "For tests: trust the attestation of simulated devices, and metadata of theirs. Shown by"
                    + " /health.")
    private boolean trustSimulators;

    @Option(
            names = "--simulator-authority",
            paramLabel = "DIR",
            description = "Whose simulated keys --trust-simulators means: the directory that 'simulate yubikey"
                    + " --authority' is given, made when it is missing (default: simulators in the data directory).")
    private @Nullable Path authority;

    boolean trustSimulators() {
        return trustSimulators;
    }

    /** @throws IllegalArgumentException if an option says nothing without another that is not there */
    void requireSense() {
        if (metadataRoot != null && metadata == null) {
            throw new IllegalArgumentException("--fido-metadata-root goes with --fido-metadata");
        }
        if (authority != null && !trustSimulators) {
            throw new IllegalArgumentException("--simulator-authority goes with --trust-simulators");
        }
    }

    /** @throws Refused if what is named cannot be believed or read */
    AttestationTrust trust(Path data, Clock clock) {
        try {
            Set<X509Certificate> simulated = simulated(data, clock);
            Set<X509Certificate> believed = new HashSet<>(simulated);
            for (Path pem : roots) {
                believed.addAll(real(pem));
            }
            AttestationTrust trust = AttestationTrust.of(believed, clock);
            Path blob = metadata;
            if (blob == null) {
                return trust;
            }
            Set<X509Certificate> signers = new HashSet<>(simulated);
            if (metadataRoot != null) {
                signers.addAll(real(metadataRoot));
            } else {
                signers.add(Roots.fido());
            }
            return trust.withMetadata(blob, signers);
        } catch (UnusableMetadataException unusable) {
            throw new Refused(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private Set<X509Certificate> simulated(Path data, Clock clock) {
        if (!trustSimulators) {
            return Set.of();
        }
        Path directory = authority == null ? data.resolve(AUTHORITY) : authority;
        try {
            return Set.of(AttestationAuthority.in(directory, clock, new SecureRandom())
                    .root());
        } catch (UncheckedIOException unusable) {
            throw new Refused("cannot use " + directory + ": " + unusable.getMessage(), unusable);
        }
    }

    /** A simulated maker's root is a root like any other, but whoever names it has to say what it is. */
    private List<X509Certificate> real(Path pem) {
        List<X509Certificate> read = Roots.read(pem);
        if (!trustSimulators && read.stream().anyMatch(AttestationAuthority::isSimulated)) {
            throw new Refused(
                    pem + " holds a certificate of simulated keys' maker: it counts with --trust-simulators only");
        }
        return read;
    }
}
