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

        /** Allows that do not apply, the nearest first: those of the layer that keeps silent. */
        List<StatementReport> nearMisses() {
            return explanation.reports().stream()
                    .filter(report -> report.effect() == Effect.ALLOW && !report.applies())
                    .filter(report -> report.statement().layer() == decision().layer())
                    .sorted(Comparator.comparing(SimulationReport::isOnAnotherSubject)
                            .thenComparing(report -> report.mismatches().size()))
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
                out.println("  by the rules of " + layer(decision.layer()));
            }
            return;
        }
        out.println(ink.red("denied") + "   " + asked);
        out.println("  " + decision.denialReason());
        if (decision.effect() == Decision.Effect.EXPLICIT_DENY) {
            decision.statements().forEach(statement -> out.println("  by " + Statements.name(statement)));
        } else {
            printNearMisses(out, result.nearMisses(), ink);
        }
        if (!result.explanation().missingKeys().isEmpty()) {
            out.println("  asked for, but not in the request: "
                    + String.join(", ", result.explanation().missingKeys()) + ink.faint("  (give it with --context)"));
        }
    }

    private static void printNearMisses(PrintWriter out, List<StatementReport> nearMisses, Ink ink) {
        List<StatementReport> onSubject = nearMisses.stream()
                .filter(report -> !isOnAnotherSubject(report))
                .toList();
        List<StatementReport> shown = (onSubject.isEmpty() ? nearMisses : onSubject)
                .stream().limit(MOST_NEAR_MISSES).toList();
        for (StatementReport report : shown) {
            out.println("  " + Statements.name(report.statement()) + " would allow it, but for");
            for (Mismatch mismatch : report.mismatches()) {
                out.println("      " + Statements.within(mismatch.path()) + ": wants " + ink.bold(mismatch.expected())
                        + ", is " + ink.bold(mismatch.actual()));
            }
        }
        int left = nearMisses.size() - shown.size();
        if (left > 0) {
            out.println(ink.faint("  and " + left + " more that " + (left == 1 ? "does" : "do")
                    + " not apply (--format json has all)"));
        }
    }

    /** Whether it is about other actions, so that its conditions do not matter. */
    private static boolean isOnAnotherSubject(StatementReport report) {
        return report.mismatches().stream()
                .map(mismatch -> Statements.within(mismatch.path()))
                .anyMatch(path -> path.startsWith("Action") || path.startsWith("NotAction"));
    }

    private static String layer(PolicyLayer layer) {
        return layer.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " policies";
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
