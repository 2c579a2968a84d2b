// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.Map;

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

    /** Ends a SELECT whose row nobody else may change until the transaction ends. */
    String forUpdate() {
        return forUpdate;
    }
}
