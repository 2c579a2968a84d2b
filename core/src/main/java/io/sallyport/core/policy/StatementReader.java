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
 * @param path of the statement in the document
 * @param legacy collects what AWS complains about only once the whole document's syntax is right
 */
record StatementReader(String path, PolicyType type, PolicyVersion version, List<PolicyProblem> legacy) {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    Statement read(JsonNode node, int index) {
        if (!node.isObject()) {
            throw PolicyJson.syntax(path, "not an object");
        }
        if (!type.namesPrincipals() && (node.has("Principal") || node.has("NotPrincipal"))) {
            throw new MalformedPolicy(PolicyProblem.of(path, "Policy document should not specify a principal."));
        }
        PolicyJson.requireElements(node, ELEMENTS, path);
        return new Statement(
                index,
                PolicyJson.text(node, "Sid", path + ".Sid").filter(sid -> !sid.isEmpty()),
                effect(node),
                type.namesPrincipals() ? Optional.of(principals(node)) : Optional.empty(),
                patterns(node, "Action"),
                patterns(node, "Resource"),
                conditions(node));
    }

    private Effect effect(JsonNode node) {
        String effect = PolicyJson.text(node, "Effect", path + ".Effect").orElse("");
        if (!effect.equalsIgnoreCase("Allow") && !effect.equalsIgnoreCase("Deny")) {
            throw PolicyJson.syntax(path + ".Effect", "neither Allow nor Deny");
        }
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            legacy.add(PolicyProblem.legacy(path + ".Effect", effect + " is not spelled Allow or Deny"));
        }
        return Effect.valueOf(effect.toUpperCase(Locale.ROOT));
    }

    /** The element or its twin, whichever is there. */
    private String element(JsonNode node, String element) {
        String twin = "Not" + element;
        if (node.has(element) && node.has(twin)) {
            throw PolicyJson.syntax(path, element + " and " + twin + " exclude each other");
        }
        return node.has(twin) ? twin : element;
    }

    /** An empty list when both twins are missing, which {@link PolicyRules} refuse where it matters. */
    private Statement.Patterns patterns(JsonNode node, String element) {
        String name = element(node, element);
        return new Statement.Patterns(
                !name.equals(element),
                node.has(name) ? PolicyJson.texts(node.get(name), path + "." + name) : List.of());
    }

    private Statement.Principals principals(JsonNode node) {
        String name = element(node, "Principal");
        JsonNode value = node.get(name);
        boolean negated = name.equals("NotPrincipal");
        String where = path + "." + name;
        if (value == null) {
            throw new MalformedPolicy(PolicyProblem.of(path, "Missing required field Principal"));
        }
        if (value.isTextual() && value.textValue().equals(PrincipalPattern.ANYBODY)) {
            return new Statement.Principals(
                    negated, List.of(new PrincipalPattern(PrincipalPattern.Type.AWS, PrincipalPattern.ANYBODY)));
        }
        List<PrincipalPattern> patterns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : fields(value, where)) {
            PrincipalPattern.Type kind = PrincipalPattern.Type.parse(member.getKey())
                    .orElseThrow(() -> PolicyJson.syntax(where, "no such kind of principal: " + member.getKey()));
            PolicyJson.texts(member.getValue(), where + "." + member.getKey())
                    .forEach(text -> patterns.add(new PrincipalPattern(kind, text)));
        }
        if (patterns.isEmpty()) {
            throw PolicyJson.syntax(where, "names nobody");
        }
        return new Statement.Principals(negated, patterns);
    }

    private List<Condition> conditions(JsonNode node) {
        JsonNode block = node.get("Condition");
        if (block == null) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> line : fields(block, path + ".Condition")) {
            String where = path + ".Condition." + line.getKey();
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
