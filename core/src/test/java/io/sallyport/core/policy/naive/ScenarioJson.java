// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A scenario as JSON, the form of the rows in the table, so that what the comparison prints can be put there.
 *
 * <p>A policy without {@code Statement} is one statement, or a list of them, of version 2012-10-17; a text names one of
 * the table's policies. {@code allowIf} and {@code denyIf} are conditions of a policy that allows everything, or that
 * denies everything beside one that allows it. Alice asks for an object of her account unless the row says otherwise.
 */
final class ScenarioJson {
    static final String ACCOUNT = "111122223333";
    private static final String ALICE = "arn:aws:iam::" + ACCOUNT + ":user/alice";
    private static final List<String> LAYERS =
            List.of("identity", "boundary", "session", "scp", "rcp", "resourcePolicy", "trustPolicy");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScenarioJson() {}

    static Scenario read(JsonNode row) {
        Caller caller = Caller.parse(row.path("principal").asText(ALICE));
        return new Scenario(
                caller,
                policies(row.path("identity")),
                policy(row.path("boundary")),
                policies(row.path("session")),
                levels(row.path("scp")),
                levels(row.path("rcp")),
                policy(row.path("resourcePolicy")),
                policy(row.path("trustPolicy")),
                row.path("owner").asText(caller.account().orElse(ACCOUNT)),
                row.path("action").asText("s3:GetObject"),
                row.path("resource").asText("arn:aws:s3:::bucket/key"),
                context(row.path("context")));
    }

    static String write(Scenario scenario) {
        ObjectNode row =
                JSON.createObjectNode().put("principal", scenario.caller().toString());
        scenario.identity().forEach(policy -> row.withArray("identity").addRawValue(new RawValue(policy)));
        scenario.boundary().ifPresent(policy -> row.putRawValue("boundary", new RawValue(policy)));
        scenario.session().forEach(policy -> row.withArray("session").addRawValue(new RawValue(policy)));
        scenario.serviceControl().forEach(level -> addLevel(row.withArray("scp"), level));
        scenario.resourceControl().forEach(level -> addLevel(row.withArray("rcp"), level));
        scenario.resourcePolicy().ifPresent(policy -> row.putRawValue("resourcePolicy", new RawValue(policy)));
        scenario.trustPolicy().ifPresent(policy -> row.putRawValue("trustPolicy", new RawValue(policy)));
        row.put("owner", scenario.owner()).put("action", scenario.action()).put("resource", scenario.resource());
        ObjectNode context = row.putObject("context");
        scenario.context().forEach((key, values) -> {
            if (values.multivalued()) {
                values.values().forEach(context.putArray(key)::add);
            } else {
                context.put(key, values.values().get(0));
            }
        });
        return row.toString();
    }

    private static void addLevel(ArrayNode levels, List<String> policies) {
        ArrayNode level = levels.addArray();
        policies.forEach(policy -> level.addRawValue(new RawValue(policy)));
    }

    private static List<List<String>> levels(JsonNode node) {
        List<List<String>> levels = new ArrayList<>();
        node.forEach(level -> levels.add(policies(level)));
        return levels;
    }

    private static List<String> policies(JsonNode node) {
        List<String> policies = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : node.isMissingNode() ? List.<JsonNode>of() : List.of(node)) {
            policies.add(document(each));
        }
        return policies;
    }

    private static Optional<String> policy(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(document(node));
    }

    /** @param named policies that the row names */
    static Scenario read(JsonNode row, JsonNode named) {
        ObjectNode whole = row.deepCopy();
        addCondition(whole, "allowIf", "Allow");
        addCondition(whole, "denyIf", "Deny");
        LAYERS.stream().filter(whole::has).forEach(layer -> whole.set(layer, resolved(whole.get(layer), named)));
        return read(whole);
    }

    private static void addCondition(ObjectNode row, String member, String effect) {
        if (row.has(member)) {
            ObjectNode statement = JSON.createObjectNode()
                    .put("Effect", effect)
                    .put("Action", "*")
                    .put("Resource", "*");
            ArrayNode identity = row.putArray("identity").add(statement.set("Condition", row.get(member)));
            if (effect.equals("Deny")) {
                identity.add("everything");
            }
        }
    }

    private static JsonNode resolved(JsonNode node, JsonNode named) {
        if (node.isTextual()) {
            return Objects.requireNonNull(named.get(node.asText()), node.asText());
        }
        if (!node.isArray()) {
            return node;
        }
        ArrayNode all = JSON.createArrayNode();
        node.forEach(each -> all.add(resolved(each, named)));
        return all;
    }

    private static String document(JsonNode node) {
        if (node.has("Statement")) {
            return node.toString();
        }
        return JSON.createObjectNode()
                .put("Version", "2012-10-17")
                .set("Statement", node)
                .toString();
    }

    private static Map<String, Scenario.Values> context(JsonNode node) {
        Map<String, Scenario.Values> context = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            List<String> values = new ArrayList<>();
            entry.getValue().forEach(value -> values.add(value.asText()));
            context.put(
                    entry.getKey(),
                    entry.getValue().isArray()
                            ? Scenario.Values.several(values)
                            : Scenario.Values.single(entry.getValue().asText()));
        });
        return context;
    }
}
