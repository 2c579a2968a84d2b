// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.accesscode.HelpDeskRules;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an account chooses about its help desk. */
public final class HelpDeskRuleRoutes {
    private static final String PATH = "/api/v1/help-desk/rules";

    private final WholeAccount account;

    public HelpDeskRuleRoutes(WholeAccount account) {
        this.account = account;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, PATH, this::get), new Route(HandlerType.PUT, PATH, this::put));
    }

    private record RulesJson(
            boolean fourEyes,
            boolean firstDeviceByCode,
            HelpDeskRules.Compares compares,
            long codeMinutes,
            long approvalMinutes) {
        static RulesJson of(Account account) {
            HelpDeskRules rules = account.accessCodes().rules();
            return new RulesJson(
                    rules.fourEyes(),
                    rules.firstDeviceByCode(),
                    rules.compares(),
                    rules.codeLifetime().toMinutes(),
                    rules.approvalTime().toMinutes());
        }
    }

    private void get(Context context) {
        context.json(account.read(
                account.callers().require(context), "GetHelpDeskRules", EventRecord.json(), RulesJson::of));
    }

    private void put(Context context) {
        ApiCallers.Proven proven = account.callers().require(context);
        JsonBody body =
                JsonBody.of(context, "fourEyes", "firstDeviceByCode", "compares", "codeMinutes", "approvalMinutes");
        HelpDeskRules standard = HelpDeskRules.STANDARD;
        HelpDeskRules rules = new HelpDeskRules(
                body.requiredBoolean("fourEyes"),
                body.requiredBoolean("firstDeviceByCode"),
                body.optional("compares").map(HelpDeskRuleRoutes::compares).orElse(standard.compares()),
                minutes(body, "codeMinutes").orElse(standard.codeLifetime()),
                minutes(body, "approvalMinutes").orElse(standard.approvalTime()));
        ObjectNode parameters = EventRecord.json()
                .put("fourEyes", rules.fourEyes())
                .put("firstDeviceByCode", rules.firstDeviceByCode())
                .put("compares", rules.compares().name())
                .put("codeMinutes", rules.codeLifetime().toMinutes())
                .put("approvalMinutes", rules.approvalTime().toMinutes());
        context.json(account.change(proven, "PutHelpDeskRules", parameters, in -> {
            in.accessCodes().setRules(rules);
            return RulesJson.of(in);
        }));
    }

    private static HelpDeskRules.Compares compares(String name) {
        return Arrays.stream(HelpDeskRules.Compares.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> JsonBody.bad("'compares' is ADMINISTRATION or EVERYTHING"));
    }

    /** Minutes of a code or a request. */
    static Optional<Duration> minutes(JsonBody body, String member) {
        Optional<Duration> minutes = body.number(member).map(Duration::ofMinutes);
        if (minutes.filter(HelpDeskRules::isPossible).isEmpty() && minutes.isPresent()) {
            throw JsonBody.bad("'" + member + "' is from " + HelpDeskRules.SHORTEST.toMinutes() + " to "
                    + HelpDeskRules.LONGEST.toMinutes());
        }
        return minutes;
    }
}
