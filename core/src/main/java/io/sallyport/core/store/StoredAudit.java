// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.event.Audit;
import io.sallyport.core.event.ChainAudit;
import io.sallyport.core.event.Checkpoint;
import io.sallyport.core.event.CheckpointKey;
import io.sallyport.core.event.EventFacts;
import io.sallyport.core.event.EventResource;
import io.sallyport.core.event.Finding;
import io.sallyport.core.event.StoredEvent;
import io.sallyport.core.name.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** One audit of what lies in the store, within one transaction. */
final class StoredAudit {
    private final Handle handle;
    private final Vault vault;
    private final CheckpointKeys keys;
    private final List<Checkpoint> elsewhere;
    private final Consumer<Finding> found;

    StoredAudit(Handle handle, Vault vault, CheckpointKeys keys, List<Checkpoint> elsewhere, Consumer<Finding> found) {
        this.handle = handle;
        this.vault = vault;
        this.keys = keys;
        this.elsewhere = elsewhere;
        this.found = found;
    }

    Audit run() {
        Map<String, CheckpointKey> known = keys.all(
                handle, id -> found.accept(new Finding("checkpoint key " + id, "it is not of this installation")));
        long chained = 0;
        long unchained = 0;
        long removed = 0;
        int checkpoints = 0;
        Set<String> nodes = nodes();
        for (String node : nodes) {
            List<Checkpoint> stored = checkpoints(node);
            checkpoints += stored.size();
            ChainAudit chain = new ChainAudit(
                    node,
                    stored,
                    elsewhere.stream()
                            .filter(checkpoint -> checkpoint.node().equals(node))
                            .toList(),
                    known::get,
                    found);
            walk(node, chain);
            chained += chain.chained();
            unchained += chain.unchained();
            removed += chain.removed();
        }
        seeStrayResources();
        return new Audit(nodes.size(), chained, unchained, removed, checkpoints, elsewhere.size());
    }

    private Set<String> nodes() {
        Set<String> nodes = new TreeSet<>(
                handle.createQuery("SELECT DISTINCT node FROM event UNION SELECT DISTINCT node FROM event_checkpoint")
                        .mapTo(String.class)
                        .list());
        elsewhere.forEach(checkpoint -> nodes.add(checkpoint.node()));
        return nodes;
    }

    private List<Checkpoint> checkpoints(String node) {
        try {
            return CheckpointTable.of(handle, node);
        } catch (RuntimeException unreadable) {
            found.accept(new Finding("the checkpoints of node " + node, "one of them cannot be read"));
            return List.of();
        }
    }

    private void walk(String node, ChainAudit chain) {
        try (ResultIterator<StoredEvent> records = handle.createQuery(
                        "SELECT * FROM event WHERE node = :node ORDER BY sequence IS NULL, sequence, at, event_id")
                .bind("node", node)
                .map((row, context) -> stored(row))
                .iterator()) {
            while (records.hasNext()) {
                chain.see(records.next());
            }
        } catch (RuntimeException unreadable) {
            chain.unreadable(unreadable);
        }
        chain.end();
    }

    private StoredEvent stored(ResultSet row) throws SQLException {
        AccountId account = new AccountId(row.getString("account_id"));
        String id = row.getString("event_id");
        long sequence = row.getLong("sequence");
        boolean waiting = row.wasNull();
        byte @Nullable [] hash = row.getBytes("hash");
        return new StoredEvent(
                account,
                JdbiEvents.event(row),
                row.getString("node"),
                waiting ? null : sequence,
                hash == null ? null : Bytes.of(hash),
                new EventFacts(
                        row.getString("name"),
                        row.getString("source"),
                        row.getBoolean("read_only"),
                        row.getString("username"),
                        row.getString("access_key_id"),
                        resources(account, id, row.getLong("at"))),
                opened(row.getBytes("seal"), Scope.seal(account, "event", id)));
    }

    /** Those of another time are none of it: they would be found where they do not belong. */
    private List<EventResource> resources(AccountId account, String id, long at) {
        return handle.createQuery(
                        "SELECT type, name, at FROM event_resource WHERE account_id = :account AND event_id = :id")
                .bind("account", account.value())
                .bind("id", id)
                .map((row, context) -> new EventResource(
                        row.getString("type"),
                        row.getString("name") + (row.getLong("at") == at ? "" : " at another time")))
                .list();
    }

    private @Nullable Bytes opened(byte[] seal, String context) {
        try {
            return Bytes.of(vault.open(seal, context));
        } catch (Vault.SealBroken broken) {
            return null;
        }
    }

    private void seeStrayResources() {
        int strays = handle.createQuery("""
                        SELECT count(*) FROM event_resource r WHERE NOT EXISTS
                        (SELECT 1 FROM event e WHERE e.account_id = r.account_id AND e.event_id = r.event_id)""").mapTo(int.class).one();
        if (strays > 0) {
            found.accept(new Finding(strays + " resources", "they are of events that are not there"));
        }
    }
}
