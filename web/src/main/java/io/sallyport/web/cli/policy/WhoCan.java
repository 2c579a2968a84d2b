// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.account.Account;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.Effect;
import io.sallyport.core.policy.Explanation;
import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.PolicyLayer;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.StatementReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code policy who-can}: the principals of an account that may do something, and those that may under conditions. */
public final class WhoCan {
    private final String action;
    private final String resource;
    private final List<Able> able = new ArrayList<>();
    private final List<Depending> depending = new ArrayList<>();
    private int asked;

    private record Able(String arn, List<Through> through) {}

    private record Through(MatchedStatement statement, List<String> groups) {}

    /** @param reports what has to change: allows whose conditions do not hold, or denies whose conditions do */
    private record Depending(String arn, List<StatementReport> reports) {}

    private WhoCan(String action, String resource) {
        this.action = action;
        this.resource = resource;
    }

    /** @param facts of the request; what tells who asks is added for each */
    public static WhoCan in(Account account, String action, String resource, RequestContext facts) {
        WhoCan answer = new WhoCan(action, resource);
        answer.askRoot(account, facts);
        StoredPolicies stored = new StoredPolicies();
        Everything.of(page -> account.users().list("/", page))
                .forEach(user -> answer.ask(account, StoredPolicies.Asker.of(account, user), stored, facts));
        Everything.of(page -> account.roles().list("/", page))
                .forEach(role -> answer.ask(account, StoredPolicies.Asker.of(account, role), stored, facts));
        return answer;
    }

    private void askRoot(Account account, RequestContext facts) {
        String arn = account.id().root().toString();
        RequestContext context = RequestContext.builder()
                .put("aws:PrincipalArn", arn)
                .put("aws:PrincipalAccount", account.id().value())
                .put("aws:PrincipalType", "Account")
                .put("aws:userid", account.id().value())
                .putAll(facts)
                .build();
        asked++;
        PolicySet root = PolicySet.of(Principal.root(account.id().value()), List.of());
        if (root.evaluate(new AuthorizationRequest(action, resource, context)).isAllowed()) {
            able.add(new Able(arn, List.of()));
        }
    }

    private void ask(Account account, StoredPolicies.Asker asker, StoredPolicies stored, RequestContext facts) {
        asked++;
        StoredPolicies.Held held = stored.of(account, asker);
        AuthorizationRequest request = new AuthorizationRequest(
                action,
                resource,
                RequestContext.builder().putAll(asker.context()).putAll(facts).build());
        String arn = asker.arn().toString();
        Decision decision = held.set().evaluate(request);
        if (decision.isAllowed()) {
            able.add(new Able(
                    arn,
                    decision.statements().stream()
                            // What a boundary allows grants nothing.
                            .filter(statement -> statement.layer() != PolicyLayer.PERMISSIONS_BOUNDARY)
                            .map(statement -> new Through(statement, held.groups(statement.policyId())))
                            .toList()));
        } else {
            List<StatementReport> hinges = hinges(held.set().explain(request));
            if (!hinges.isEmpty()) {
                depending.add(new Depending(arn, hinges));
            }
        }
    }

    /** The statements on whose conditions it depends; none when no condition could make it allowed. */
    private static List<StatementReport> hinges(Explanation explanation) {
        List<StatementReport> hinges = new ArrayList<>();
        for (StatementReport report : explanation.reports()) {
            if (report.effect() == Effect.DENY && report.applies()) {
                if (report.statement().statement().conditions().isEmpty()) {
                    return List.of();
                }
                hinges.add(report);
            }
        }
        for (PolicyLayer layer : List.of(PolicyLayer.IDENTITY, PolicyLayer.PERMISSIONS_BOUNDARY)) {
            if (explanation.decision().of(layer).isPresent()) {
                List<StatementReport> allows = explanation.reports().stream()
                        .filter(report -> report.statement().layer() == layer && report.effect() == Effect.ALLOW)
                        .filter(report -> report.applies() || onlyConditionsFail(report))
                        .toList();
                if (allows.isEmpty()) {
                    return List.of();
                }
                allows.stream().filter(report -> !report.applies()).forEach(hinges::add);
            }
        }
        return hinges;
    }

    private static boolean onlyConditionsFail(StatementReport report) {
        return report.mismatches().stream()
                .allMatch(mismatch -> Statements.within(mismatch.path()).startsWith("Condition."));
    }

    public void print(PrintWriter out, Ink ink) {
        out.println(ink.bold(action) + " on " + ink.bold(resource));
        for (Able one : able) {
            out.println(ink.green("may") + "      " + one.arn());
            if (one.through().isEmpty()) {
                out.println("           as the account's root user");
            }
            one.through()
                    .forEach(through -> out.println(
                            "           by " + Statements.name(through.statement()) + groups(through.groups())));
        }
        for (Depending one : depending) {
            out.println(ink.yellow("depends") + "  " + one.arn());
            one.reports().forEach(report -> print(out, report));
        }
        out.println(ink.faint(able.size() + " of " + asked + " principals may"
                + (depending.isEmpty() ? "" : ", " + depending.size() + " if conditions hold (see --context)")));
    }

    private static void print(PrintWriter out, StatementReport report) {
        if (report.effect() == Effect.DENY) {
            out.println("           denied while the conditions hold of " + Statements.name(report.statement()));
        } else {
            out.println("           allowed by " + Statements.name(report.statement()) + " if");
            report.mismatches()
                    .forEach(mismatch -> out.println("             " + Statements.within(mismatch.path()) + ": "
                            + mismatch.expected() + ", not " + mismatch.actual()));
        }
    }

    private static String groups(List<String> groups) {
        return groups.isEmpty() ? "" : ", through group " + String.join(" and ", groups);
    }

    /** The value of the JSON document. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", action);
        json.put("resource", resource);
        json.put("principalsAsked", asked);
        json.put("may", able.stream().map(WhoCan::json).toList());
        json.put("depends", depending.stream().map(WhoCan::json).toList());
        return json;
    }

    private static Map<String, Object> json(Able one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("principal", one.arn());
        json.put(
                "through",
                one.through().stream()
                        .map(through -> {
                            Map<String, Object> each = Statements.json(through.statement());
                            each.put("groups", through.groups());
                            return each;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Depending one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("principal", one.arn());
        json.put("on", one.reports().stream().map(SimulationReport::json).toList());
        return json;
    }
}
