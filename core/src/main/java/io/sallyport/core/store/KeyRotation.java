// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes which keys a {@link KeySet}'s file holds, while servers go on using it. */
public final class KeyRotation {
    /** No session token lives longer (GetSessionToken, {@code DurationSeconds}). */
    static final Duration TOKENS_LIVE = Duration.ofHours(36);

    private final Path file;
    private final InstantSource clock;

    /** @param file a key set */
    public KeyRotation(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** What a key is for. */
    public enum Purpose {
        vault,
        tokens
    }

    /** What a key does. */
    public enum State {
        /** Opens already and seals from {@link Key#sealsFrom} on. */
        waiting,
        seals,
        /** Opens what it has sealed. */
        opens,
        /** Opens nothing any more, and goes with the next change. */
        expired
    }

    /**
     * A key without what makes it one.
     *
     * @param id as Tink counts it, unsigned
     * @param createdAt empty if nobody wrote it down
     * @param opensUntil empty if no time is set
     */
    public record Key(
            Purpose purpose,
            long id,
            Optional<Instant> createdAt,
            Instant sealsFrom,
            State state,
            Optional<Instant> opensUntil) {}

    /**
     * Adds a key for each purpose.
     *
     * @param delay how long the others go on sealing: until then every server has to have read the new file
     */
    public List<Key> rotate(Duration delay) throws IOException {
        Instant now = clock.instant();
        return keys(KeyFile.change(
                file,
                before -> new KeyFile(
                        before.vault().plus(now, now.plus(delay)),
                        verifying(before.tokens(), now).plus(now, now.plus(delay)))));
    }

    /**
     * Drops token keys whose tokens have all expired, and keys that sealed nothing of a store.
     *
     * @param inUse the ids of the keys that opened something in the store
     */
    public List<Key> prune(Set<Long> inUse) throws IOException {
        Instant now = clock.instant();
        return keys(KeyFile.change(
                file,
                before -> new KeyFile(
                        before.vault()
                                .keeping(
                                        now,
                                        id -> inUse.contains(Integer.toUnsignedLong(id))
                                                || isWaiting(before.vault(), id, now)),
                        verifying(before.tokens(), now))));
    }

    public List<Key> list() throws IOException {
        return keys(KeyFile.read(file));
    }

    /** Without the keys whose last token has expired. */
    static KeyRing verifying(KeyRing ring, Instant now) {
        return ring.keeping(
                now,
                id -> opensUntil(ring, id).map(until -> now.isBefore(until)).orElse(true));
    }

    /** When a key begins to seal or ceases to open. */
    static Optional<Instant> nextChange(KeyRing tokens, Instant now) {
        return Stream.concat(
                        tokens.nextTurn(now).stream(),
                        tokens.dates().stream()
                                .flatMap(key -> opensUntil(tokens, key.id()).stream())
                                .filter(until -> until.isAfter(now)))
                .min(Instant::compareTo);
    }

    private static Optional<Instant> opensUntil(KeyRing tokens, int id) {
        return tokens.retiredAt(id).map(retired -> retired.plus(TOKENS_LIVE));
    }

    private static boolean isWaiting(KeyRing ring, int id, Instant now) {
        return ring.dates().stream()
                .anyMatch(key -> key.id() == id && key.sealsFrom().isAfter(now));
    }

    private List<Key> keys(KeyFile content) {
        return Stream.concat(
                        keys(Purpose.vault, content.vault()).stream(), keys(Purpose.tokens, content.tokens()).stream())
                .toList();
    }

    private List<Key> keys(Purpose purpose, KeyRing ring) {
        Instant now = clock.instant();
        return ring.dates().stream()
                .map(key -> {
                    Optional<Instant> until =
                            purpose == Purpose.tokens ? opensUntil(ring, key.id()) : Optional.<Instant>empty();
                    State state = State.opens;
                    if (isWaiting(ring, key.id(), now)) {
                        state = State.waiting;
                    } else if (ring.sealing(now) == key.id()) {
                        state = State.seals;
                    } else if (until.filter(end -> !now.isBefore(end)).isPresent()) {
                        state = State.expired;
                    }
                    return new Key(
                            purpose,
                            Integer.toUnsignedLong(key.id()),
                            Optional.ofNullable(key.createdAt()),
                            key.sealsFrom(),
                            state,
                            until);
                })
                .toList();
    }
}
