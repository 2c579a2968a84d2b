// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.account.EventRecord;
import io.sallyport.core.event.Checkpoint;
import io.sallyport.core.event.CheckpointKey;
import io.sallyport.core.event.Finding;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody with the database, and without the keys, changes what happened. */
final class TamperedEventLogTest {
    private static final int RECORDS = 40;

    @SuppressWarnings("NullAway.Init") // each test opens its own
    private TestStore store;

    private List<Checkpoint> elsewhere = List.of();

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void open(Dialect dialect) {
        elsewhere = new ArrayList<>();
        store = TestStore.open(dialect);
        TestAccount account = store.account();
        for (int i = 0; i < RECORDS; i++) {
            Instant at = TestStore.NOW.plusSeconds(i * 20L);
            int number = i;
            account.change(in -> EventRecord.of("iam.amazonaws.com", "Create" + number % 3, EventRecord.Type.API_CALL)
                    .by(EventRecord.json()
                            .put("type", "IAMUser")
                            .put("userName", "u")
                            .put("accessKeyId", "AKIA" + number))
                    .parameters(
                            EventRecord.json().put("userName", "user" + number).put("groupName", "g"))
                    .into(in, at));
            if (i % 5 == 4) {
                elsewhere.addAll(store.accounts().eventLog().chain(at));
            }
        }
        assertThatList(findings(elsewhere)).isEmpty();
    }

    private List<Finding> findings(List<Checkpoint> kept) {
        List<Finding> findings = new ArrayList<>();
        store.accounts().eventLog().audit(kept, findings::add);
        return findings;
    }

    private interface Tampering {
        void with(Handle handle);
    }

    /** Tampers, looks, and puts everything back. */
    private List<Finding> findingsAfter(List<Checkpoint> kept, Tampering tampering) {
        Map<String, List<Map<String, Object>>> before = new LinkedHashMap<>();
        store.raw().useHandle(handle -> {
            for (String table : List.of("event", "event_resource", "event_checkpoint", "event_key")) {
                before.put(
                        table,
                        handle.createQuery("SELECT * FROM " + table).mapToMap().list());
            }
        });
        store.raw().useTransaction(handle -> tampering.with(handle));
        List<Finding> findings = findings(kept);
        store.raw()
                .useTransaction(handle -> before.forEach((table, rows) -> {
                    handle.execute("DELETE FROM " + table);
                    rows.forEach(
                            row -> handle.createUpdate("INSERT INTO " + table + " (" + String.join(", ", row.keySet())
                                            + ") VALUES (:" + String.join(", :", row.keySet()) + ")")
                                    .bindMap(row)
                                    .execute());
                }));
        return findings;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] other = bytes.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private static Object changed(Object value, String column, Random random) {
        if (value instanceof byte[] bytes) {
            return flipped(bytes, random);
        }
        if (value instanceof String text) {
            return flipped(text, random);
        }
        if (value instanceof Boolean truth) {
            return !truth;
        }
        // SQLite has no truth but 0 and 1.
        return ((Number) value).longValue() ^ 1L << random.nextInt(column.equals("read_only") ? 1 : 40);
    }

    /** Text that differs in one place and that either database takes. */
    private static String flipped(String text, Random random) {
        int at = random.nextInt(text.length());
        char other = (char) (text.charAt(at) ^ 1 << random.nextInt(5));
        return text.substring(0, at) + (other < ' ' || other == '\'' ? '~' : other) + text.substring(at + 1);
    }

    @ParameterizedTest
    @EnumSource
    void anyByteOfAnyColumnOfAnyRowIsFound(Dialect dialect) {
        open(dialect);
        long seed = 20260301;
        Random random = new Random(seed);
        Map<String, List<String>> keys = Map.of(
                "event", List.of("account_id", "event_id"),
                "event_resource", List.of("account_id", "event_id", "type", "name"),
                "event_checkpoint", List.of("node", "sequence", "kind"),
                "event_key", List.of("key_id"));
        List<String> tables = List.of("event", "event", "event", "event_resource", "event_checkpoint", "event_key");
        for (int round = 0; round < 150; round++) {
            String table = tables.get(random.nextInt(tables.size()));
            List<Map<String, Object>> rows = store.raw()
                    .withHandle(handle -> handle.createQuery("SELECT * FROM " + table)
                            .mapToMap()
                            .list());
            Map<String, Object> row = rows.get(random.nextInt(rows.size()));
            List<String> columns = new ArrayList<>(row.keySet());
            String column = columns.get(random.nextInt(columns.size()));
            Object other = changed(Objects.requireNonNull(row.get(column)), column, random);
            String where = Objects.requireNonNull(keys.get(table)).stream()
                    .map(key -> key + " = :" + key)
                    .reduce((one, two) -> one + " AND " + two)
                    .orElseThrow();
            List<Finding> findings = findingsAfter(List.of(), handle -> {
                int changed = handle.createUpdate("UPDATE " + table + " SET " + column + " = :other WHERE " + where)
                        .bindMap(row)
                        .bind("other", other)
                        .execute();
                assertThat(changed).isEqualTo(1);
            });
            assertThatList(findings)
                    .as("seed %d round %d: %s.%s of %s became %s", seed, round, table, column, row, other)
                    .isNotEmpty();
        }
        assertThatList(findings(elsewhere)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatIsMissingMovedOrAddedIsFoundAndNamed(Dialect dialect) {
        open(dialect);
        for (int victim = 1; victim <= RECORDS; victim++) {
            int sequence = victim;
            assertThatList(findingsAfter(
                            List.of(), handle -> handle.execute("DELETE FROM event WHERE sequence = ?", sequence)))
                    .as("record %d deleted", sequence)
                    .anySatisfy(
                            finding -> assertThat(finding.where()).contains("records " + sequence + " to " + sequence));
        }
        assertThatList(findingsAfter(List.of(), handle -> {
                    handle.execute("UPDATE event SET sequence = 1000 WHERE sequence = 7");
                    handle.execute("UPDATE event SET sequence = 7 WHERE sequence = 8");
                    handle.execute("UPDATE event SET sequence = 8 WHERE sequence = 1000");
                }))
                .anySatisfy(finding -> assertThat(finding.where()).contains("record 7 of"));
        assertThatList(findingsAfter(List.of(), handle -> handle.execute(copyOf(9, "NULL", "NULL"))))
                .anySatisfy(finding -> assertThat(finding.where()).contains("forged"));
        assertThatList(findingsAfter(
                        List.of(), handle -> handle.execute(copyOf(9, Integer.toString(RECORDS + 1), "hash"))))
                .anySatisfy(finding -> assertThat(finding.where()).contains("forged"));
    }

    private static String copyOf(int sequence, String place, String hash) {
        return String.format(
                Locale.ROOT,
                "INSERT INTO event SELECT account_id, 'forged', at, node, %s, %s, seal, name, source, read_only,"
                        + " username, access_key_id, record FROM event WHERE sequence = %d",
                place,
                hash,
                sequence);
    }

    @ParameterizedTest
    @EnumSource
    void aLogThatWasCutOffIsFoundByTheCheckpointsBesideItOrByThoseElsewhere(Dialect dialect) {
        open(dialect);
        Tampering carelessly = handle -> handle.execute("DELETE FROM event WHERE sequence > 33");
        assertThatList(findingsAfter(List.of(), carelessly))
                .anySatisfy(finding -> assertThat(finding.where()).startsWith("records 34 to 40"));
        Tampering carefully = handle -> {
            long kept = handle.createQuery("SELECT max(sequence) FROM event_checkpoint WHERE sequence < 33")
                    .mapTo(long.class)
                    .one();
            handle.execute(
                    "DELETE FROM event_resource WHERE event_id IN (SELECT event_id FROM event WHERE sequence > ?)",
                    kept);
            handle.execute("DELETE FROM event WHERE sequence > ?", kept);
            handle.execute("DELETE FROM event_checkpoint WHERE sequence > ?", kept);
        };
        assertThatList(findingsAfter(List.of(), carefully)).isEmpty();
        assertThatList(findingsAfter(elsewhere, carefully))
                .anySatisfy(finding -> assertThat(finding.what()).contains("kept elsewhere"));
        Tampering everything = handle -> {
            for (String table : List.of("event", "event_resource", "event_checkpoint", "event_key")) {
                handle.execute("DELETE FROM " + table);
            }
        };
        assertThatList(findingsAfter(elsewhere, everything)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anotherKeyOrAnotherChainIsFound(Dialect dialect) {
        open(dialect);
        CheckpointKey theirs = CheckpointKey.generate();
        Checkpoint last = elsewhere.get(elsewhere.size() - 1);
        Checkpoint forged =
                theirs.checkpoint(last.node(), last.sequence(), Checkpoint.Kind.HEAD, last.hash(), last.at());
        assertThatList(findings(List.of(forged)))
                .anySatisfy(finding -> assertThat(finding.what()).contains("not of this installation's key"));
        assertThatList(findingsAfter(List.of(), handle -> {
                    handle.execute(
                            "UPDATE event_key SET key_id = ?, public_key = ?",
                            theirs.id(),
                            theirs.publicHalf().toArray());
                    handle.execute(
                            "UPDATE event_checkpoint SET key_id = ?, signature = ? WHERE sequence = ?",
                            theirs.id(),
                            forged.signature().toArray(),
                            last.sequence());
                }))
                .isNotEmpty();
        assertThatList(findingsAfter(
                        List.of(),
                        handle -> handle.execute("UPDATE event_checkpoint SET kind = 'ANCHOR' WHERE sequence = 10")))
                .isNotEmpty();
    }
}
