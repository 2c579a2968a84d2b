// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.KeyRules;
import java.util.List;

/** What an account asks of security keys. */
public final class SecurityKeyRuleRoutes {
    private static final String PATH = "/api/v1/account/security-key-rules";

    private final WholeAccount account;

    public SecurityKeyRuleRoutes(WholeAccount account) {
        this.account = account;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, PATH, this::get), new Route(HandlerType.PUT, PATH, this::put));
    }

    private void get(Context context) {
        context.json(account.read(
                account.callers().require(context),
                "GetSecurityKeyRules",
                EventRecord.json(),
                in -> SecurityKeyRulesJson.of(in.settings().keyRules())));
    }

    private void put(Context context) {
        ApiCallers.Proven proven = account.callers().require(context);
        KeyRules rules = SecurityKeyRulesJson.read(JsonBody.of(context, SecurityKeyRulesJson.MEMBERS));
        ObjectNode parameters = SecurityKeyRulesJson.of(rules).told();
        context.json(account.change(proven, "PutSecurityKeyRules", parameters, in -> {
            in.settings().setKeyRules(rules);
            return SecurityKeyRulesJson.of(in.settings().keyRules());
        }));
    }
}
