// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.event.Audit;
import io.sallyport.core.event.ChainHash;
import io.sallyport.core.event.Checkpoint;
import io.sallyport.core.event.CheckpointKey;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventLog;
import io.sallyport.core.event.Finding;
import io.sallyport.core.name.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The log across accounts. No record waits for its place: writers write, and this comes after them. */
final class JdbiEventLog implements EventLog {
    /** Between two of these other writers of SQLite have their turn. */
    private static final int MOST_AT_ONCE = 500;

    private static final HotStatement<Void> PLACE = HotStatement.command("""
            UPDATE event SET sequence = ?, hash = ?
            WHERE account_id = ? AND event_id = ? AND sequence IS NULL""");

    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private final Database database;
    private final CheckpointKeys keys;
    private final Vault vault;
    private final String node;

    JdbiEventLog(Database database, Vault vault, String node) {
        this.database = database;
        this.keys = new CheckpointKeys(vault);
        this.vault = vault;
        this.node = node;
    }

    @Override
    public String node() {
        return node;
    }

    private record Unchained(AccountId account, Event event) {}

    @Override
    public List<Checkpoint> chain(Instant now) {
        List<Checkpoint> made = new ArrayList<>();
        for (String each : nodes(now)) {
            Optional<Checkpoint> next = chainOnce(each, now);
            while (next.isPresent()) {
                made.add(next.get());
                next = chainOnce(each, now);
            }
        }
        return made;
    }

    private Set<String> nodes(Instant now) {
        return database.query(handle -> {
            Set<String> nodes = new LinkedHashSet<>();
            handle.createQuery("SELECT DISTINCT node, node = :own AS own FROM event"
                            + " WHERE sequence IS NULL AND (node = :own OR at < :leftBehind) ORDER BY own DESC, node")
                    .bind("own", node)
                    .bind("leftBehind", now.minus(LEFT_BEHIND).toEpochMilli())
                    .map((row, context) -> row.getString("node"))
                    .forEach(nodes::add);
            return nodes;
        });
    }

    private Optional<Checkpoint> chainOnce(String of, Instant now) {
        return database.write(handle -> {
            // What a node left behind is chained by any other, and by itself if it is only slow.
            CheckpointTable.alone(database, handle, of);
            List<Unchained> waiting = handle.createQuery("""
                            SELECT account_id, event_id, at, record FROM event
                            WHERE node = :node AND sequence IS NULL ORDER BY at, event_id LIMIT :most""")
                    .bind("node", of)
                    .bind("most", MOST_AT_ONCE)
                    .map((row, context) ->
                            new Unchained(new AccountId(row.getString("account_id")), JdbiEvents.event(row)))
                    .list();
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            Optional<Checkpoint> head = CheckpointTable.newest(handle, of);
            long sequence = head.map(Checkpoint::sequence).orElse(0L);
            Bytes hash = head.map(Checkpoint::hash).orElseGet(() -> ChainHash.beginning(of));
            for (Unchained next : waiting) {
                sequence++;
                hash = ChainHash.next(hash, of, sequence, next.account(), next.event());
                place(handle, next, sequence, hash);
            }
            Checkpoint checkpoint =
                    keys.current(handle, now).checkpoint(of, sequence, Checkpoint.Kind.HEAD, hash, millis(now));
            CheckpointTable.add(handle, checkpoint);
            return Optional.of(checkpoint);
        });
    }

    private static void place(Handle handle, Unchained record, long sequence, Bytes hash) {
        int placed = PLACE.update(
                handle,
                sequence,
                hash.toArray(),
                record.account().value(),
                record.event().id());
        if (placed != 1) {
            throw new IllegalStateException("somebody else chains the same records");
        }
    }

    private static Instant millis(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli());
    }

    @Override
    public List<Checkpoint> heads() {
        return database.query(CheckpointTable::heads);
    }

    @Override
    public int removeBefore(Instant moment, Instant now) {
        return new EventRetention(database, keys).removeBefore(moment, millis(now));
    }

    @Override
    public Optional<CheckpointKey> key() {
        return database.query(keys::newest);
    }

    @Override
    public Audit audit(List<Checkpoint> elsewhere, Consumer<Finding> found) {
        return database.read(handle -> new StoredAudit(handle, vault, keys, elsewhere, found).run());
    }
}
