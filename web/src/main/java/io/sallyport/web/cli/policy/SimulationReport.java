// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.Effect;
import io.sallyport.core.policy.Explanation;
import io.sallyport.core.policy.Mismatch;
import io.sallyport.core.policy.PolicyLayer;
import io.sallyport.core.policy.StatementReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code policy simulate}: decisions with their reasons. */
public final class SimulationReport {
    private static final int MOST_NEAR_MISSES = 3;

    private final List<Simulated> results = new ArrayList<>();

    private record Simulated(AuthorizationRequest request, Explanation explanation) {
        Decision decision() {
            return explanation.decision();
        }

        /** Of the layer that keeps silent, the Allows that are about the action, the nearest first. */
        List<StatementReport> nearMisses() {
            return explanation.reports().stream()
                    .filter(report -> report.effect() == Effect.ALLOW && !report.applies())
                    .filter(report -> report.statement().layer() == decision().layer())
                    .filter(report -> !isOnAnotherAction(report))
                    .sorted(Comparator.comparing(report -> report.mismatches().size()))
                    .toList();
        }
    }

    public void add(AuthorizationRequest request, Explanation explanation) {
        results.add(new Simulated(request, explanation));
    }

    public boolean isAllAllowed() {
        return results.stream().allMatch(result -> result.decision().isAllowed());
    }

    public void print(PrintWriter out, Ink ink) {
        for (int i = 0; i < results.size(); i++) {
            if (i > 0) {
                out.println();
            }
            print(out, results.get(i), ink);
        }
    }

    private static void print(PrintWriter out, Simulated result, Ink ink) {
        Decision decision = result.decision();
        String asked = result.request().action() + " on " + result.request().resource();
        if (decision.isAllowed()) {
            out.println(ink.green("allowed") + "  " + asked);
            decision.statements().forEach(statement -> out.println("  by " + Statements.name(statement)));
            if (decision.statements().isEmpty()) {
                out.println("  as the account's root user, whom nothing denies it");
            }
            return;
        }
        out.println(ink.red("denied") + "   " + asked);
        out.println("  " + decision.denialReason());
        if (decision.effect() == Decision.Effect.EXPLICIT_DENY) {
            decision.statements().forEach(statement -> out.println("  by " + Statements.name(statement)));
        } else {
            printNearMisses(out, result, ink);
        }
        if (!result.explanation().missingKeys().isEmpty()) {
            out.println("  asked for, but not in the request: "
                    + String.join(", ", result.explanation().missingKeys()) + ink.faint("  (give it with --context)"));
        }
    }

    private static void printNearMisses(PrintWriter out, Simulated result, Ink ink) {
        List<StatementReport> near = result.nearMisses();
        if (near.isEmpty()) {
            out.println("  no statement there allows " + result.request().action() + " anywhere");
        }
        for (StatementReport report : near.subList(0, Math.min(MOST_NEAR_MISSES, near.size()))) {
            out.println("  " + Statements.name(report.statement()) + " would allow it, but for");
            for (Mismatch mismatch : report.mismatches()) {
                out.println("      " + Statements.within(mismatch.path()) + ": wants " + ink.bold(mismatch.expected())
                        + ", is " + ink.bold(mismatch.actual()));
            }
        }
        if (near.size() > MOST_NEAR_MISSES) {
            out.println(ink.faint("  and " + (near.size() - MOST_NEAR_MISSES)
                    + " more would, but for something (--format json has all)"));
        }
    }

    private static boolean isOnAnotherAction(StatementReport report) {
        return report.mismatches().stream()
                .map(mismatch -> Statements.within(mismatch.path()))
                .anyMatch(path -> path.startsWith("Action") || path.startsWith("NotAction"));
    }

    /** The value of the JSON document: one object for each action and resource. */
    public List<Map<String, Object>> json() {
        return results.stream().map(SimulationReport::json).toList();
    }

    private static Map<String, Object> json(Simulated result) {
        Decision decision = result.decision();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", result.request().action());
        json.put("resource", result.request().resource());
        json.put("decision", decision.effect().name());
        json.put("layer", decision.layer().name());
        if (!decision.isAllowed()) {
            json.put("reason", decision.denialReason());
        }
        Map<String, Object> layers = new LinkedHashMap<>();
        for (PolicyLayer layer : PolicyLayer.values()) {
            decision.of(layer).ifPresent(effect -> layers.put(layer.name(), effect.name()));
        }
        json.put("layers", layers);
        json.put(
                "decidedBy",
                decision.statements().stream().map(Statements::json).toList());
        json.put(
                "doNotApply",
                result.explanation().reports().stream()
                        .filter(report -> !report.applies())
                        .map(SimulationReport::json)
                        .toList());
        json.put("missingContextKeys", List.copyOf(result.explanation().missingKeys()));
        return json;
    }

    static Map<String, Object> json(StatementReport report) {
        Map<String, Object> json = Statements.json(report.statement());
        json.put(
                "mismatches",
                report.mismatches().stream().map(SimulationReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Mismatch mismatch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", mismatch.path());
        json.put("expected", mismatch.expected());
        json.put("actual", mismatch.actual());
        return json;
    }
}
