// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks at every statement there is, which a decision has no need to do. */
record Explainer(AuthorizationRequest request, Principal principal, boolean bounded) {
    static Explanation explain(
            Decision decision,
            List<HeldStatement> statements,
            AuthorizationRequest request,
            Principal principal,
            boolean bounded) {
        Explainer explainer = new Explainer(request, principal, bounded);
        SortedSet<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<StatementReport> reports = new ArrayList<>();
        statements.stream().sorted().forEach(held -> {
            reports.add(new StatementReport(held.match(), explainer.mismatches(held.statement())));
            explainer.addMissingKeys(held.statement(), missing);
        });
        return new Explanation(decision, reports, missing);
    }

    private List<Mismatch> mismatches(CompiledStatement compiled) {
        Statement statement = compiled.statement();
        List<Mismatch> mismatches = new ArrayList<>();
        if (!compiled.matchesAction(request.action())) {
            mismatches.add(mismatch(statement, "Action", statement.actions(), request.action()));
        }
        if (!compiled.matchesResource(request.resource(), request.context())) {
            mismatches.add(mismatch(statement, "Resource", statement.resources(), request.resource()));
        }
        if (compiled.grant(principal, bounded) == null) {
            mismatches.add(principalMismatch(statement, statement.principals().orElseThrow()));
        }
        for (CompiledCondition condition : compiled.conditions()) {
            if (!condition.holds(request.context())) {
                mismatches.add(mismatch(statement, condition));
            }
        }
        return mismatches;
    }

    private static Mismatch mismatch(Statement statement, String element, Statement.Patterns patterns, String actual) {
        return patterns.negated()
                ? new Mismatch(statement.path() + ".Not" + element, "none of " + patterns.patterns(), actual)
                : new Mismatch(statement.path() + "." + element, anyOf(patterns.patterns()), actual);
    }

    private Mismatch principalMismatch(Statement statement, Statement.Principals principals) {
        List<String> names = principals.patterns().stream()
                .map(pattern -> pattern.type().text() + " " + pattern.value())
                .toList();
        return principals.negated()
                ? new Mismatch(statement.path() + ".NotPrincipal", "none of " + names, principal.toString())
                : new Mismatch(statement.path() + ".Principal", anyOf(names), principal.toString());
    }

    private Mismatch mismatch(Statement statement, CompiledCondition compiled) {
        Condition condition = compiled.condition();
        List<String> actual = request.context().values(condition.key());
        return new Mismatch(
                statement.path() + ".Condition." + condition.operator() + "." + condition.key(),
                condition.operator() + " " + anyOf(condition.values()),
                actual.isEmpty() ? "absent" : actual.size() == 1 ? actual.get(0) : actual.toString());
    }

    private static String anyOf(List<String> values) {
        return values.size() == 1 ? values.get(0) : "one of " + values;
    }

    private void addMissingKeys(CompiledStatement compiled, Set<String> missing) {
        if (!compiled.matchesAction(request.action()) || compiled.grant(principal, bounded) == null) {
            return;
        }
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (compiled.matchesResource(request.resource(), request.context())) {
            compiled.addConditionKeys(keys);
        } else {
            compiled.addResourceKeys(keys);
        }
        keys.stream().filter(key -> request.context().values(key).isEmpty()).forEach(missing::add);
    }
}
