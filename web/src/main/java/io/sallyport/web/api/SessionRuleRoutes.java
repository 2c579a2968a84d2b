// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Authorizer;
import java.util.List;
import java.util.function.Function;

/** What an account chooses about when its sessions end. */
public final class SessionRuleRoutes {
    private static final String PATH = "/api/v1/account/session-rules";
    private static final String END_WITH_DEVICE = "endWithDevice";

    private final Accounts accounts;
    private final ApiCallers callers;
    private final Authorizer authorizer;

    public SessionRuleRoutes(Accounts accounts, ApiCallers callers, Authorizer authorizer) {
        this.accounts = accounts;
        this.callers = callers;
        this.authorizer = authorizer;
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
        ApiCallers.Proven proven = callers.require(context);
        context.json(accounts.read(proven.account(), within(proven, "sallyport:GetSessionRules", RulesJson::of)));
    }

    private void put(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        boolean end = JsonBody.of(context, END_WITH_DEVICE).requiredBoolean(END_WITH_DEVICE);
        context.json(accounts.write(proven.account(), within(proven, "sallyport:PutSessionRules", account -> {
            account.settings().setSessionsEndWithDevice(end);
            return RulesJson.of(account);
        })));
    }

    /** On any resource: an account has one set of them. */
    private <T> Function<Account, T> within(ApiCallers.Proven proven, String action, Function<Account, T> work) {
        return account -> {
            authorizer.require(account, proven.caller(account), action, "*", proven.facts());
            return work.apply(account);
        };
    }
}
