// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.event.Checkpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The checkpoints that are kept beside the log: the newest of each node, and one for each minute before it. */
final class CheckpointTable {
    private CheckpointTable() {}

    /** Nobody else adds to the node's chain, or takes from it, until the transaction ends. */
    static void alone(Database database, Handle handle, String node) {
        database.dialect().alone(handle, "chain " + node);
    }

    static Optional<Checkpoint> newest(Handle handle, String node) {
        return handle.createQuery(
                        "SELECT * FROM event_checkpoint WHERE node = :node ORDER BY sequence DESC, kind DESC LIMIT 1")
                .bind("node", node)
                .map((row, context) -> checkpoint(row))
                .findOne();
    }

    static List<Checkpoint> heads(Handle handle) {
        return handle
                .createQuery("SELECT DISTINCT node FROM event_checkpoint ORDER BY node")
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(node -> newest(handle, node).stream())
                .filter(checkpoint -> checkpoint.kind() == Checkpoint.Kind.HEAD)
                .toList();
    }

    static List<Checkpoint> of(Handle handle, String node) {
        return handle.createQuery("SELECT * FROM event_checkpoint WHERE node = :node ORDER BY sequence, kind")
                .bind("node", node)
                .map((row, context) -> checkpoint(row))
                .list();
    }

    /** In the place of those of the same minute. */
    static void add(Handle handle, Checkpoint checkpoint) {
        handle.createUpdate("""
                        DELETE FROM event_checkpoint
                        WHERE node = :node AND kind = :kind AND sequence < :sequence AND at >= :minute""")
                .bind("node", checkpoint.node())
                .bind("kind", checkpoint.kind().name())
                .bind("sequence", checkpoint.sequence())
                .bind("minute", checkpoint.at().truncatedTo(ChronoUnit.MINUTES).toEpochMilli())
                .execute();
        insert(handle, checkpoint);
    }

    /** An anchor, in the place of everything before it. */
    static void anchor(Handle handle, Checkpoint anchor) {
        handle.createUpdate("""
                        DELETE FROM event_checkpoint
                        WHERE node = :node AND (sequence < :sequence OR (sequence = :sequence AND kind = :kind))""")
                .bind("node", anchor.node())
                .bind("sequence", anchor.sequence())
                .bind("kind", anchor.kind().name())
                .execute();
        insert(handle, anchor);
    }

    private static void insert(Handle handle, Checkpoint checkpoint) {
        handle.createUpdate("""
                        INSERT INTO event_checkpoint (node, sequence, kind, hash, at, key_id, signature)
                        VALUES (:node, :sequence, :kind, :hash, :at, :key, :signature)""")
                .bind("node", checkpoint.node())
                .bind("sequence", checkpoint.sequence())
                .bind("kind", checkpoint.kind().name())
                .bind("hash", checkpoint.hash().toArray())
                .bind("at", checkpoint.at().toEpochMilli())
                .bind("key", checkpoint.keyId())
                .bind("signature", checkpoint.signature().toArray())
                .execute();
    }

    private static Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(
                row.getString("node"),
                row.getLong("sequence"),
                Checkpoint.Kind.valueOf(row.getString("kind")),
                Bytes.of(row.getBytes("hash")),
                Scope.instant(row, "at"),
                row.getString("key_id"),
                Bytes.of(row.getBytes("signature")));
    }
}
