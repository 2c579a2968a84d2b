// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.google.crypto.tink.Aead;
import io.sallyport.core.credential.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an installation: some that seal stored secrets and others that seal session tokens, each a Tink keyset in
 * one JSON file. Whoever has this file and the data has every secret, so the two are better kept apart.
 *
 * <p>A set that is {@linkplain #load(Path, InstantSource) loaded with a clock} follows its file, in which {@link
 * KeyRotation} changes keys: at most once a second it looks whether the file is another. Thread-safe.
 */
public final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final Duration LOOKING = Duration.ofSeconds(1);

    /** Tink's prefix: a one, then the key's id. */
    static final int PREFIX = 5;

    private final Path file;
    private final @Nullable InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Keys keys;
    private volatile Instant lookedAt;

    /** Which file it was: a rename makes another of the same name. */
    private record Stamp(long modified, long size, @Nullable Object inode) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.lastModifiedTime().to(TimeUnit.NANOSECONDS), found.size(), found.fileKey());
        }
    }

    /** One purpose's keys at one time. A class, not a record: it never prints. */
    private static final class Ring {
        private final KeyRing keys;
        private final int sealing;
        private final Aead aead;

        Ring(KeyRing keys, Instant now) {
            this.keys = keys;
            this.sealing = keys.sealing(now);
            this.aead = keys.aead(now);
        }
    }

    /**
     * The file's content as it is used until the next key's turn.
     *
     * @param until {@link Instant#MAX} if no other key is waiting
     */
    private record Keys(Stamp stamp, KeyFile content, Ring vault, Ring tokens, Instant until) {
        static Keys of(Stamp stamp, KeyFile content, Instant now) {
            KeyRing tokens = KeyRotation.verifying(content.tokens(), now);
            Instant until = content.vault().nextTurn(now).orElse(Instant.MAX);
            Instant other = KeyRotation.nextChange(content.tokens(), now).orElse(Instant.MAX);
            return new Keys(
                    stamp,
                    content,
                    new Ring(content.vault(), now),
                    new Ring(tokens, now),
                    until.isBefore(other) ? until : other);
        }
    }

    private KeySet(Path file, @Nullable InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.lookedAt = now();
        this.keys = Keys.of(Stamp.of(file), KeyFile.read(file), lookedAt);
    }

    /** Seals what is stored: seeds and secret access keys. */
    public Vault vault() {
        return new TinkVault(Keys::vault);
    }

    /** Seals what is handed out: session tokens. */
    public Vault tokens() {
        return new TinkVault(Keys::tokens);
    }

    /**
     * Makes new keys.
     *
     * @param file must not exist; only its owner will be able to read it
     */
    public static void create(Path file) throws IOException {
        create(file, null);
    }

    /** @param now what to write down as the time they were made, null for nothing */
    public static void create(Path file, @Nullable Instant now) throws IOException {
        new KeyFile(KeyRing.fresh(now), KeyRing.fresh(now)).create(file);
    }

    /**
     * Keys without a clock, for what knows of no rotation: all of them open, the oldest seals.
     *
     * @throws IOException if the file is missing or not a key set; the message holds none of it
     */
    public static KeySet load(Path file) throws IOException {
        return new KeySet(file, null);
    }

    /**
     * Keys that follow their file.
     *
     * @throws IOException if the file is missing or not a key set; the message holds none of it
     */
    public static KeySet load(Path file, InstantSource clock) throws IOException {
        return new KeySet(file, clock);
    }

    private Instant now() {
        return clock == null ? Instant.EPOCH : clock.instant();
    }

    private Keys current() {
        if (clock == null) {
            return keys;
        }
        Instant now = clock.instant();
        // Either way: clocks are set back, too.
        if (Duration.between(lookedAt, now).abs().compareTo(LOOKING) >= 0) {
            look(now);
        }
        Keys known = keys;
        if (!now.isBefore(known.until())) {
            known = Keys.of(known.stamp(), known.content(), now);
            keys = known;
        }
        return known;
    }

    /** Whoever comes while another looks goes on with what is known. */
    private void look(Instant now) {
        if (!looking.tryLock()) {
            return;
        }
        try {
            Stamp stamp = Stamp.of(file);
            if (!stamp.equals(keys.stamp())) {
                keys = Keys.of(stamp, KeyFile.read(file), now);
                LOG.info("the key set {} was read again", file.getFileName());
            }
        } catch (IOException unreadable) {
            // No request fails for it: the keys that are known do what they did.
            LOG.warn("the key set {} cannot be read again: {}", file.getFileName(), unreadable.getMessage());
        } finally {
            lookedAt = now;
            looking.unlock();
        }
    }

    /** The id that a sealed text names; empty if it is none. */
    static Optional<Integer> keyOf(byte[] sealed) {
        return sealed.length >= PREFIX && sealed[0] == 1
                ? Optional.of(ByteBuffer.wrap(sealed).getInt(1))
                : Optional.empty();
    }

    /** How whatever a key has sealed begins. */
    static byte[] beginning(long id) {
        return ByteBuffer.allocate(PREFIX).put((byte) 1).putInt((int) id).array();
    }

    private final class TinkVault implements Vault {
        private final Function<Keys, Ring> purpose;

        TinkVault(Function<Keys, Ring> purpose) {
            this.purpose = purpose;
        }

        @Override
        public byte[] seal(byte[] secret, String context) {
            try {
                return purpose.apply(current()).aead.encrypt(secret, context.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError("AES-GCM encrypts anything", impossible);
            }
        }

        @Override
        public byte[] open(byte[] sealed, String context) {
            try {
                return purpose.apply(current()).aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException broken) {
                throw new SealBroken(broken);
            }
        }

        @Override
        public SealedBy sealedBy(byte[] sealed) {
            Ring ring = purpose.apply(current());
            return keyOf(sealed)
                    .filter(ring.keys::holds)
                    .map(id -> id == ring.sealing ? SealedBy.THE_SEALING_KEY : SealedBy.ANOTHER_KEY)
                    .orElse(SealedBy.NO_KEY_OF_OURS);
        }
    }
}
