// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.event.CheckpointKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** What checkpoints are signed with. Sealed, so that a key which opens is the installation's and nobody else's. */
final class CheckpointKeys {
    private final Vault vault;

    CheckpointKeys(Vault vault) {
        this.vault = vault;
    }

    private record Row(String id, Bytes publicHalf, Bytes sealed, long createdAt) {}

    /** The newest, made now if there is none. Two nodes may make one each; both count. */
    CheckpointKey current(Handle handle, Instant now) {
        return newest(handle).orElseGet(() -> {
            CheckpointKey key = CheckpointKey.generate();
            long at = now.toEpochMilli();
            handle.createUpdate("""
                            INSERT INTO event_key (key_id, public_key, private_key, created_at)
                            VALUES (:id, :public, :private, :at)""")
                    .bind("id", key.id())
                    .bind("public", key.publicHalf().toArray())
                    .bind("private", vault.seal(key.revealPrivateHalf(), context(key.id(), at)))
                    .bind("at", at)
                    .execute();
            return key;
        });
    }

    Optional<CheckpointKey> newest(Handle handle) {
        return rows(handle).values().stream().findFirst().map(this::open);
    }

    /**
     * All of them by id; what does not open is told of.
     *
     * @param broken is told the id of a key that is not the installation's
     */
    Map<String, CheckpointKey> all(Handle handle, Consumer<String> broken) {
        Map<String, CheckpointKey> keys = new LinkedHashMap<>();
        rows(handle).forEach((id, row) -> {
            try {
                keys.put(id, open(row));
            } catch (Vault.SealBroken | IllegalArgumentException forged) {
                broken.accept(id);
            }
        });
        return keys;
    }

    /** How the private halves begin, which names the key that sealed them. */
    static List<byte[]> beginnings(Handle handle) {
        return handle.createQuery("SELECT DISTINCT substr(private_key, 1, " + KeySet.PREFIX + ") FROM event_key")
                .mapTo(byte[].class)
                .list();
    }

    /** Seals anew what another key has sealed than the one that seals now: how many there were. */
    int reseal(Handle handle) {
        int resealed = 0;
        for (Row row : rows(handle).values()) {
            if (vault.sealedBy(row.sealed().toArray()) != Vault.SealedBy.THE_SEALING_KEY) {
                byte[] secret = vault.open(row.sealed().toArray(), context(row.id(), row.createdAt()));
                resealed += handle.createUpdate("UPDATE event_key SET private_key = :fresh WHERE key_id = :id")
                        .bind("fresh", vault.seal(secret, context(row.id(), row.createdAt())))
                        .bind("id", row.id())
                        .execute();
            }
        }
        return resealed;
    }

    private static Map<String, Row> rows(Handle handle) {
        Map<String, Row> rows = new LinkedHashMap<>();
        handle.createQuery("SELECT * FROM event_key ORDER BY created_at DESC, key_id")
                .map((row, context) -> new Row(
                        row.getString("key_id"),
                        Bytes.of(row.getBytes("public_key")),
                        Bytes.of(row.getBytes("private_key")),
                        row.getLong("created_at")))
                .forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private CheckpointKey open(Row row) {
        CheckpointKey key = CheckpointKey.of(
                row.publicHalf(), vault.open(row.sealed().toArray(), context(row.id(), row.createdAt())));
        if (!key.id().equals(row.id())) {
            throw new IllegalArgumentException("a key under another's id");
        }
        return key;
    }

    private static String context(String id, long createdAt) {
        return String.join("|", "event_key", id, Long.toString(createdAt));
    }
}
