// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.mfa.KeyMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A blob that is read again when its file changed. An old one goes on being believed, with a warning, for it knows more of
 * what was revoked than none; but a start with one is refused, and so is going back to an earlier one while it runs (FIDO
 * MDS 3.0 §3.2 step 6): which one it was is not kept. Thread-safe.
 */
final class MetadataFile {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataFile.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);
    private static final int WARNING_DAYS = 7;

    private final Path file;
    private final Set<X509Certificate> roots;
    private final InstantSource clock;
    private Blob blob;
    private FileTime modified;
    private Instant read;
    private Instant looked;
    private @Nullable Instant warned;

    /** @throws UnusableMetadataException if it cannot be read, is not to be believed, or is out of date */
    MetadataFile(Path file, Set<X509Certificate> roots, InstantSource clock) {
        this.file = file;
        this.roots = Set.copyOf(roots);
        this.clock = clock;
        this.looked = clock.instant();
        this.read = looked;
        try {
            this.modified = Files.getLastModifiedTime(file);
            this.blob = read();
        } catch (IOException e) {
            throw new UnusableMetadataException("cannot read " + file, e);
        } catch (UnusableMetadataException e) {
            throw new UnusableMetadataException(file + ": " + e.getMessage(), e);
        }
        LOG.info("FIDO metadata: read number {} from {}", blob.number(), file);
        warnNear();
    }

    synchronized Blob current() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).compareTo(BETWEEN_LOOKS) >= 0) {
            looked = now;
            lookAgain();
            warnNear();
        }
        return blob;
    }

    synchronized KeyMetadata inUse() {
        Blob used = current();
        return new KeyMetadata(used.number(), used.nextUpdate(), read);
    }

    private void lookAgain() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (changed.equals(modified)) {
                return;
            }
            modified = changed;
            Blob newer = read();
            if (newer.number() < blob.number()) {
                throw new UnusableMetadataException("it is older than the one that was read before", null);
            }
            blob = newer;
            read = looked;
            LOG.info("FIDO metadata: read number {} from {}", newer.number(), file);
        } catch (IOException | UnusableMetadataException e) {
            LOG.warn("FIDO metadata: {} is not used, the last one is: {}", file, e.toString());
        }
    }

    private Blob read() throws IOException {
        Blob read = Blob.of(SignedBlob.verified(Files.readString(file), roots, clock.instant()));
        if (read.nextUpdate().isBefore(today())) {
            throw new UnusableMetadataException(
                    "it is out of date since " + read.nextUpdate() + ": fetch FIDO's newest", null);
        }
        return read;
    }

    private void warnNear() {
        Instant now = clock.instant();
        if (blob.nextUpdate().minusDays(WARNING_DAYS).isBefore(today())
                && (warned == null || Duration.between(warned, now).compareTo(BETWEEN_WARNINGS) >= 0)) {
            warned = now;
            LOG.warn("FIDO metadata: {} has its next update on {}: fetch it", file, blob.nextUpdate());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
