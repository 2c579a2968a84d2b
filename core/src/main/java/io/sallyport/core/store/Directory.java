// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.name.AccountId;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The one table that is not keyed by account: it finds the account. */
final class Directory {
    /** What an account is found by. */
    enum Kind {
        ALIAS,
        EMAIL,
        ISSUER,
        KEY;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Directory() {}

    /** Takes a name for this account; false if it is taken. */
    static boolean claim(Scope scope, Kind kind, String name) {
        return scope.update("""
                                INSERT INTO directory (kind, name, account_id) VALUES (:kind, :name, :account)
                                ON CONFLICT DO NOTHING""").bind("kind", kind.column()).bind("name", name).execute() == 1;
    }

    static void release(Scope scope, Kind kind, String name) {
        scope.update("DELETE FROM directory WHERE kind = :kind AND name = :name AND account_id = :account")
                .bind("kind", kind.column())
                .bind("name", name)
                .execute();
    }

    static Optional<AccountId> find(Handle handle, Kind kind, String name) {
        return handle.createQuery("SELECT account_id FROM directory WHERE kind = :kind AND name = :name")
                .bind("kind", kind.column())
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(AccountId::new);
    }
}
