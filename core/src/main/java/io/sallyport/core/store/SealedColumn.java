// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Every column that the vault seals; a test compares them with the schema. What is not listed here is lost with an old key. */
enum SealedColumn {
    ACCESS_KEY("access_key", "secret", "key_id"),
    OTP_SEED("mfa_device", "seed", "serial"),
    DECOY_SEED("decoy_device", "seed", "serial"),
    SAML_KEY("saml_private_key", "secret", "provider_arn", "key_id"),
    OUTBOUND_KEY("web_identity_key", "secret", "key_id"),
    WEBHOOK_SECRET("webhook", "secret", "webhook_id"),
    /** Of every event: many rows, and nobody's secret. */
    EVENT_SEAL("event", "seal", "event_id");

    private final String table;
    private final String column;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that is
    private final List<String> key;

    SealedColumn(String table, String column, String... key) {
        this.table = table;
        this.column = column;
        this.key = List.of(key);
    }

    /** As {@code table.column}. */
    String qualifiedName() {
        return table + "." + column;
    }

    String table() {
        return table;
    }

    /** What tells a table's rows apart within an account, in the order in which they are bound to what they seal. */
    List<String> key() {
        return key;
    }

    /** Rows of one account after another by their key, those after {@code :key0, :key1…} if that is wanted. */
    String selectSome(boolean after, int most) {
        String columns = String.join(", ", key);
        String further = after ? " AND (" + columns + ") > (" + parameters(", ") + ")" : "";
        return "SELECT " + columns + ", " + column + " AS sealed FROM " + table + " WHERE account_id = :account AND "
                + column + " IS NOT NULL" + further + " ORDER BY " + columns + " LIMIT " + most;
    }

    /** Of one row, unless it was changed meanwhile. */
    String replace() {
        String row =
                key.stream().map(name -> name + " = :key" + key.indexOf(name)).collect(Collectors.joining(" AND "));
        return "UPDATE " + table + " SET " + column + " = :fresh WHERE account_id = :account AND " + row + " AND "
                + column + " = :sealed";
    }

    private String parameters(String separator) {
        return Stream.iterate(0, i -> i + 1)
                .limit(key.size())
                .map(i -> ":key" + i)
                .collect(Collectors.joining(separator));
    }

    /** How what it seals begins, which names the key. */
    private List<byte[]> beginnings(Handle handle) {
        return handle.createQuery("SELECT DISTINCT substr(" + column + ", 1, " + KeySet.PREFIX + ") FROM " + table
                        + " WHERE " + column + " IS NOT NULL")
                .mapTo(byte[].class)
                .list();
    }

    /** Under which keys anything in the store is sealed, by their unsigned ids. */
    static Set<Long> keysInUse(Handle handle) {
        return keysIn(handle, EnumSet.allOf(SealedColumn.class));
    }

    /** As {@link #keysInUse}, but for the log's seals, which take long to go through: what the product cannot do without. */
    static Set<Long> keysNeeded(Handle handle) {
        return keysIn(handle, EnumSet.complementOf(EnumSet.of(EVENT_SEAL)));
    }

    private static Set<Long> keysIn(Handle handle, Set<SealedColumn> columns) {
        return Stream.concat(
                        columns.stream().flatMap(column -> column.beginnings(handle).stream()),
                        CheckpointKeys.beginnings(handle).stream())
                .flatMap(beginning -> KeySet.keyOf(beginning).stream())
                .map(Integer::toUnsignedLong)
                .collect(Collectors.toSet());
    }
}
