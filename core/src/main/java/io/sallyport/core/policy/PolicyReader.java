// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a document in the order in which AWS was recorded to complain: syntax, version, what its older parser refuses,
 * then the {@link PolicyRules}.
 */
final class PolicyReader {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");

    private PolicyReader() {}

    static PolicyDocument read(String json, PolicyType type) {
        try {
            return document(json, type);
        } catch (MalformedPolicy malformed) {
            throw new MalformedPolicy(malformed.problem().in(json));
        }
    }

    private static PolicyDocument document(String json, PolicyType type) {
        JsonNode root = PolicyJson.parse(json, type);
        PolicyJson.requireElements(root, ELEMENTS, "");
        PolicyVersion version = version(root);
        Optional<String> id = PolicyJson.text(root, "Id", "Id");
        List<PolicyProblem> legacy = new ArrayList<>();
        List<Statement> statements = statements(root, type, version, legacy);
        if (!type.accepts(version)) {
            throw new MalformedPolicy(
                    PolicyProblem.of("Version", "Policy document must be version 2012-10-17 or greater."));
        }
        if (!legacy.isEmpty()) {
            throw new MalformedPolicy(legacy.get(0));
        }
        PolicyRules.check(statements, type);
        return new PolicyDocument(json, version, id, statements);
    }

    private static PolicyVersion version(JsonNode root) {
        Optional<String> version = PolicyJson.text(root, "Version", "Version");
        return version.isEmpty()
                ? PolicyVersion.V2008_10_17
                : PolicyVersion.parse(version.get())
                        .orElseThrow(() -> PolicyJson.syntax("Version", "no such version: " + version.get()));
    }

    private static List<Statement> statements(
            JsonNode root, PolicyType type, PolicyVersion version, List<PolicyProblem> legacy) {
        JsonNode node = root.path("Statement");
        if (node.isObject()) {
            return List.of(new StatementReader("Statement", type, version, legacy).read(node, 0));
        }
        if (!node.isArray() || node.isEmpty()) {
            throw PolicyJson.syntax("Statement", "a policy has a statement or a list of at least one");
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode each : node) {
            int index = statements.size();
            statements.add(new StatementReader("Statement[" + index + "]", type, version, legacy).read(each, index));
        }
        return statements;
    }
}
