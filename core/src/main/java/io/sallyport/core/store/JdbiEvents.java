// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.Events;
import java.util.List;
import java.util.UUID;

final class JdbiEvents implements Events {
    private final Scope scope;

    JdbiEvents(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void record(Event event) {
        scope.update("""
                        INSERT INTO event (account_id, event_id, at, name, detail)
                        VALUES (:account, :id, :at, :name, :detail)""")
                .bind("id", UUID.randomUUID().toString())
                .bind("at", event.at().toEpochMilli())
                .bind("name", event.name())
                .bind("detail", event.detail())
                .execute();
    }

    @Override
    public List<Event> latest(int count) {
        return scope.query("SELECT * FROM event WHERE account_id = :account ORDER BY at DESC LIMIT :count")
                .bind("count", count)
                .map((row, context) ->
                        new Event(Scope.instant(row, "at"), row.getString("name"), row.getString("detail")))
                .list();
    }
}
