// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.credential.Vault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seals anew, with the key that seals now, whatever another key has sealed. A transaction for some rows, so that whoever
 * is interrupted goes on where he was; a row that was changed meanwhile is left as its change made it.
 */
final class Resealing {
    private static final int ROWS_PER_TRANSACTION = 100;

    private final Scope scope;
    private final SealedColumn column;

    Resealing(Scope scope, SealedColumn column) {
        this.scope = scope;
        this.column = column;
    }

    /**
     * Where it is.
     *
     * @param last the key of the last row that was looked at, null when no row is left
     * @param resealed how many rows were sealed anew
     */
    record Progress(@Nullable List<String> last, int resealed) {}

    private record Row(List<String> key, Bytes sealed) {}

    /** Goes through the next rows after the one named, from the first if none is. */
    Progress next(@Nullable List<String> after) {
        List<Row> rows = rows(after == null ? List.of() : after);
        int resealed = 0;
        for (Row row : rows) {
            if (scope.vault().sealedBy(row.sealed().toArray()) != Vault.SealedBy.THE_SEALING_KEY) {
                resealed += reseal(row);
            }
        }
        return new Progress(
                rows.size() < ROWS_PER_TRANSACTION
                        ? null
                        : rows.get(rows.size() - 1).key(),
                resealed);
    }

    /** @throws Vault.SealBroken if one does not open; how many there are */
    int openAll() {
        int opened = 0;
        List<String> after = List.of();
        List<Row> rows;
        do {
            rows = rows(after);
            for (Row row : rows) {
                scope.vault().open(row.sealed().toArray(), context(row));
                after = row.key();
            }
            opened += rows.size();
        } while (rows.size() == ROWS_PER_TRANSACTION);
        return opened;
    }

    private String context(Row row) {
        return scope.seal(column.table(), String.join("|", row.key()));
    }

    private List<Row> rows(List<String> after) {
        var query = scope.query(column.selectSome(!after.isEmpty(), ROWS_PER_TRANSACTION));
        for (int i = 0; i < after.size(); i++) {
            query.bind("key" + i, after.get(i));
        }
        return query.map((row, context) -> {
                    List<String> key = new ArrayList<>();
                    for (String name : column.key()) {
                        key.add(row.getString(name));
                    }
                    return new Row(key, Bytes.of(row.getBytes("sealed")));
                })
                .list();
    }

    private int reseal(Row row) {
        String context = context(row);
        byte[] secret = scope.vault().open(row.sealed().toArray(), context);
        var update = scope.update(column.replace())
                .bind("sealed", row.sealed().toArray())
                .bind("fresh", scope.vault().seal(secret, context));
        for (int i = 0; i < row.key().size(); i++) {
            update.bind("key" + i, row.key().get(i));
        }
        return update.execute();
    }
}
