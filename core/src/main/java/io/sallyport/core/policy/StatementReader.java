// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one statement.
 *
 * @param place of the statement in the document
 * @param legacy collects what AWS complains about only once the whole document's syntax is right
 */
record StatementReader(String place, PolicyVersion version, List<PolicyProblem> legacy) {
    private static final Set<String> ELEMENTS =
            Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

    Statement read(JsonNode node, int index) {
        if (!node.isObject()) {
            throw PolicyJson.syntax(place, "not an object");
        }
        if (node.has("Principal") || node.has("NotPrincipal")) {
            throw new MalformedPolicy(PolicyProblem.of(place, "Policy document should not specify a principal."));
        }
        PolicyJson.requireElements(node, ELEMENTS, place);
        return new Statement(
                index,
                PolicyJson.text(node, "Sid", place + ".Sid").filter(sid -> !sid.isEmpty()),
                effect(node),
                patterns(node, "Action"),
                patterns(node, "Resource"),
                conditions(node));
    }

    private Effect effect(JsonNode node) {
        String effect = PolicyJson.text(node, "Effect", place + ".Effect").orElse("");
        if (!effect.equalsIgnoreCase("Allow") && !effect.equalsIgnoreCase("Deny")) {
            throw PolicyJson.syntax(place + ".Effect", "neither Allow nor Deny");
        }
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            legacy.add(PolicyProblem.legacy(place + ".Effect", effect + " is not spelled Allow or Deny"));
        }
        return Effect.valueOf(effect.toUpperCase(Locale.ROOT));
    }

    /** The element or its twin; an empty list when both are missing, which {@link PolicyRules} refuse. */
    private Statement.Patterns patterns(JsonNode node, String element) {
        String twin = "Not" + element;
        if (node.has(element) && node.has(twin)) {
            throw PolicyJson.syntax(place, element + " and " + twin + " exclude each other");
        }
        boolean negated = node.has(twin);
        String name = negated ? twin : element;
        return new Statement.Patterns(
                negated, node.has(name) ? PolicyJson.texts(node.get(name), place + "." + name) : List.of());
    }

    private List<Condition> conditions(JsonNode node) {
        JsonNode block = node.get("Condition");
        if (block == null) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> line : fields(block, place + ".Condition")) {
            String where = place + ".Condition." + line.getKey();
            Optional<QualifiedOperator> operator = QualifiedOperator.parse(line.getKey());
            for (Map.Entry<String, JsonNode> key : fields(line.getValue(), where)) {
                List<String> values = PolicyJson.scalars(key.getValue(), where + "." + key.getKey());
                conditions.add(condition(
                        operator.orElseThrow(() -> PolicyJson.syntax(where, "no such operator")),
                        key.getKey(),
                        values,
                        where));
            }
        }
        return conditions;
    }

    private Condition condition(QualifiedOperator operator, String key, List<String> values, String where) {
        for (String value : values) {
            if (operator.operator().test(value, version.hasVariables()).isEmpty()) {
                legacy.add(PolicyProblem.legacy(where + "." + key, value + " does not suit the operator"));
            }
        }
        return new Condition(operator, key, values);
    }

    private static Set<Map.Entry<String, JsonNode>> fields(JsonNode node, String where) {
        if (!node.isObject()) {
            throw PolicyJson.syntax(where, "not an object");
        }
        return node.properties();
    }
}
