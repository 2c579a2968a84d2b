// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.EventRecord;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What the first versions remembered, in their own words, told anew as records that are sealed and chained. */
final class EarlierEvents {
    private EarlierEvents() {}

    private record Row(String account, String id, Instant at, String name, String detail) {}

    static boolean any(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM event_before_chain")
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    /** Nodes that open the store at the same time tell each but once: whoever removes it tells it. */
    static boolean retell(Handle handle, Function<AccountId, Scope> scopes) {
        handle.createQuery("SELECT * FROM event_before_chain ORDER BY at, event_id")
                .map((row, context) -> new Row(
                        row.getString("account_id"),
                        row.getString("event_id"),
                        Scope.instant(row, "at"),
                        row.getString("name"),
                        row.getString("detail")))
                .list()
                .forEach(row -> retell(handle, row, scopes));
        return true;
    }

    private static void retell(Handle handle, Row row, Function<AccountId, Scope> scopes) {
        int taken = handle.createUpdate("DELETE FROM event_before_chain WHERE account_id = :account AND event_id = :id")
                .bind("account", row.account())
                .bind("id", row.id())
                .execute();
        if (taken == 1) {
            JdbiAccount account = JdbiAccount.load(scopes.apply(new AccountId(row.account())));
            EventRecord.byOperator(account, row.name())
                    .additional(EventRecord.json().put("detail", row.detail()))
                    .into(account, row.at());
        }
    }
}
