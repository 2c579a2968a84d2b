// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.event.ChainHash;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventFacts;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.event.EventResource;
import io.sallyport.core.event.Events;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class JdbiEvents implements Events {
    private static final HotStatement<Void> INSERT = HotStatement.command("""
            INSERT INTO event (account_id, event_id, at, node, seal,
                               name, source, read_only, username, access_key_id, record)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");

    private static final HotStatement<Void> INSERT_RESOURCE = HotStatement.command(
            "INSERT INTO event_resource (account_id, event_id, type, name, at) VALUES (?, ?, ?, ?, ?)");

    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Scope scope;

    JdbiEvents(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void record(Event event, EventFacts facts) {
        String account = scope.account().value();
        long at = event.at().toEpochMilli();
        INSERT.execute(
                scope.handle(),
                account,
                event.id(),
                at,
                scope.node(),
                scope.vault()
                        .seal(
                                ChainHash.sealed(scope.node(), scope.account(), event)
                                        .toArray(),
                                scope.seal("event", event.id())),
                facts.name(),
                facts.source(),
                facts.readOnly(),
                facts.username(),
                facts.accessKeyId(),
                event.record());
        for (EventResource resource : facts.resources()) {
            INSERT_RESOURCE.execute(scope.handle(), account, event.id(), resource.type(), resource.name(), at);
        }
    }

    @Override
    public List<Event> lookup(EventQuery query) {
        EventQuery.Place after = query.after();
        Query sql = scope.query("SELECT e.event_id, e.at, e.record FROM event e"
                + " WHERE e.account_id = :account AND e.at >= :from AND e.at < :until"
                + condition(query.attribute())
                + (after == null ? "" : " AND (e.at < :at OR (e.at = :at AND e.event_id < :id))")
                + " ORDER BY e.at DESC, e.event_id DESC LIMIT :limit");
        sql.bind("from", query.from().toEpochMilli())
                .bind("until", millis(query.until()))
                .bind("limit", query.limit());
        if (after != null) {
            sql.bind("at", after.at().toEpochMilli()).bind("id", after.id());
        }
        if (query.attribute() == EventQuery.Attribute.READ_ONLY) {
            sql.bind("value", query.value().toLowerCase(Locale.ROOT).equals("true"));
        } else if (query.attribute() != null) {
            sql.bind("value", query.value());
        }
        return sql.map((row, context) -> event(row)).list();
    }

    private static long millis(Instant instant) {
        return instant.isAfter(LATEST) ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    static Event event(ResultSet row) throws SQLException {
        return new Event(row.getString("event_id"), Scope.instant(row, "at"), row.getString("record"));
    }

    private static String condition(EventQuery.@Nullable Attribute attribute) {
        if (attribute == null) {
            return "";
        }
        return switch (attribute) {
            case EVENT_ID -> " AND e.event_id = :value";
            case EVENT_NAME -> " AND e.name = :value";
            case READ_ONLY -> " AND e.read_only = :value";
            case USERNAME -> " AND e.username = :value";
            case EVENT_SOURCE -> " AND e.source = :value";
            case ACCESS_KEY_ID -> " AND e.access_key_id = :value";
            case RESOURCE_TYPE -> about("type");
            case RESOURCE_NAME -> about("name");
        };
    }

    private static String about(String column) {
        return " AND e.event_id IN (SELECT r.event_id FROM event_resource r WHERE r.account_id = :account AND r."
                + column + " = :value AND r.at >= :from AND r.at < :until)";
    }
}
