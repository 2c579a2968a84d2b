// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import java.util.List;

/** What an account chooses about when its sessions end. */
public final class SessionRuleRoutes {
    private static final String PATH = "/api/v1/account/session-rules";
    private static final String END_WITH_DEVICE = "endWithDevice";

    private final WholeAccount account;

    public SessionRuleRoutes(WholeAccount account) {
        this.account = account;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, PATH, this::get), new Route(HandlerType.PUT, PATH, this::put));
    }

    private record RulesJson(boolean endWithDevice) {
        static RulesJson of(Account account) {
            return new RulesJson(account.settings().sessionsEndWithDevice());
        }
    }

    private void get(Context context) {
        context.json(
                account.read(account.callers().require(context), "GetSessionRules", EventRecord.json(), RulesJson::of));
    }

    private void put(Context context) {
        ApiCallers.Proven proven = account.callers().require(context);
        boolean end = JsonBody.of(context, END_WITH_DEVICE).requiredBoolean(END_WITH_DEVICE);
        ObjectNode parameters = EventRecord.json().put(END_WITH_DEVICE, end);
        context.json(account.change(proven, "PutSessionRules", parameters, in -> {
            in.settings().setSessionsEndWithDevice(end);
            return RulesJson.of(in);
        }));
    }
}
