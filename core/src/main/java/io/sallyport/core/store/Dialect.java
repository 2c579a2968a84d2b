// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Where the two databases differ. */
enum Dialect {
    // NO KEY: rows that refer to a locked one may still be added, which FOR UPDATE would hold up.
    // SQLite has one writer at a time, so a row read by it is locked already.
    SQLITE("BLOB", "TEXT", ""),
    POSTGRESQL("BYTEA", "TEXT COLLATE \"C\"", " FOR NO KEY UPDATE");

    private final String bytes;
    private final String text;
    private final String forUpdate;

    Dialect(String bytes, String text, String forUpdate) {
        this.bytes = bytes;
        this.text = text;
        this.forUpdate = forUpdate;
    }

    Map<String, String> placeholders() {
        return Map.of("bytes", bytes, "text", text);
    }

    /** Until the transaction ends, whoever else comes with the same name waits, on any node. */
    void alone(Handle handle, String name) {
        if (this == POSTGRESQL) {
            handle.createQuery("SELECT count(*) FROM pg_advisory_xact_lock(hashtextextended(:name, 0))")
                    .bind("name", name)
                    .mapTo(long.class)
                    .one();
        }
    }

    /** Ends a SELECT whose row nobody else may change until the transaction ends. */
    String forUpdate() {
        return forUpdate;
    }
}
