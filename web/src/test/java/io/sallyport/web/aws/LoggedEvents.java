// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.name.AccountId;
import java.util.List;

/** What an account's log says. */
final class LoggedEvents {
    private LoggedEvents() {}

    /** The newest first. */
    static List<JsonNode> of(Accounts accounts, AccountId account) {
        return accounts.read(account, in -> in.events().lookup(EventQuery.newest(10_000))).stream()
                .map(Event::json)
                .toList();
    }

    static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.path("eventName").asText()).toList();
    }
}
