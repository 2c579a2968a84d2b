// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.event.Checkpoint;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Removes the oldest records of each chain and leaves an anchor: a signed word for where the chain begins now. */
final class EventRetention {
    private static final int MOST_AT_ONCE = 2_000;

    private final Database database;
    private final CheckpointKeys keys;

    EventRetention(Database database, CheckpointKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    private record Last(long sequence, Bytes hash) {}

    int removeBefore(Instant moment, Instant now) {
        int removed = 0;
        for (String node : database.query(handle -> handle.createQuery("SELECT DISTINCT node FROM event_checkpoint")
                .mapTo(String.class)
                .list())) {
            int more;
            do {
                more = database.write(handle -> removeSome(handle, node, moment, now));
                removed += more;
            } while (more > 0);
        }
        return removed;
    }

    private int removeSome(Handle handle, String node, Instant moment, Instant now) {
        CheckpointTable.alone(database, handle, node);
        Optional<Last> last = last(handle, node, moment);
        last.ifPresent(found -> {
            CheckpointTable.anchor(
                    handle,
                    keys.current(handle, now)
                            .checkpoint(node, found.sequence(), Checkpoint.Kind.ANCHOR, found.hash(), now));
            handle.createUpdate("""
                            DELETE FROM event_resource WHERE (account_id, event_id) IN
                            (SELECT account_id, event_id FROM event WHERE node = :node AND sequence <= :last)""")
                    .bind("node", node)
                    .bind("last", found.sequence())
                    .execute();
        });
        return last.map(found -> handle.createUpdate("DELETE FROM event WHERE node = :node AND sequence <= :last")
                        .bind("node", node)
                        .bind("last", found.sequence())
                        .execute())
                .orElse(0);
    }

    /** The last of the oldest records, before the first one that is to be kept. */
    private static Optional<Last> last(Handle handle, String node, Instant moment) {
        return handle.createQuery("""
                        SELECT sequence, hash FROM event
                        WHERE node = :node AND sequence < COALESCE(
                            (SELECT min(sequence) FROM event WHERE node = :node AND sequence IS NOT NULL AND at >= :moment),
                            9223372036854775807)
                          AND sequence < (SELECT min(sequence) FROM event WHERE node = :node AND sequence IS NOT NULL) + :most
                        ORDER BY sequence DESC LIMIT 1""")
                .bind("node", node)
                .bind("moment", moment.toEpochMilli())
                .bind("most", MOST_AT_ONCE)
                .map((row, context) -> new Last(row.getLong("sequence"), Bytes.of(row.getBytes("hash"))))
                .findOne();
    }
}
