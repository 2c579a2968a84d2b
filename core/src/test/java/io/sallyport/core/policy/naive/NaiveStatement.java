// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One statement against one question.
 *
 * @param id names policy and statement
 * @param variablesKnown whether the policy's version has variables
 * @param variables their values
 */
record NaiveStatement(String id, JsonNode json, boolean variablesKnown, Variables variables) {
    /** How a resource's policy names a caller. */
    enum Grant {
        /** By his own ARN, his session's, his service's name, or as everybody. */
        DIRECT,
        /** By the role or user behind his session. */
        INDIRECT,
        /** By his account. */
        ACCOUNT
    }

    /** One line of a condition block and whether it holds. */
    record Line(String operator, String key, boolean holds) {}

    boolean denies() {
        return json.get("Effect").asText().equals("Deny");
    }

    /** Whether it is about the action and the resource asked for. */
    boolean covers(Scenario scenario) {
        return coversAction(scenario.action()) && coversResource(scenario);
    }

    private boolean coversAction(String action) {
        if (json.has("NotAction")) {
            return texts(json.get("NotAction")).stream().noneMatch(entry -> action(entry, action));
        }
        return texts(json.get("Action")).stream().anyMatch(entry -> action(entry, action));
    }

    private static boolean action(String entry, String action) {
        if (entry.equals("*") || entry.equals("*:*")) {
            return true;
        }
        String[] wanted = entry.toLowerCase(Locale.ROOT).split(":", 2);
        String[] given = action.toLowerCase(Locale.ROOT).split(":", 2);
        return wanted[0].equals(given[0]) && Wildcards.match(Wildcards.pattern(wanted[1]), given[1]);
    }

    private boolean coversResource(Scenario scenario) {
        if (json.has("NotResource")) {
            return texts(json.get("NotResource")).stream().noneMatch(entry -> resource(entry, scenario));
        }
        return !json.has("Resource")
                || texts(json.get("Resource")).stream().anyMatch(entry -> resource(entry, scenario));
    }

    /** An ARN of fewer than six fields is completed with wildcards; variables stand behind the fifth colon. */
    private boolean resource(String entry, Scenario scenario) {
        if (entry.equals("*")) {
            return true;
        }
        String[] fields = entry.split(":", 6);
        String front = entry.substring(0, entry.length() - fields[fields.length - 1].length());
        if (fields.length < 6) {
            String whole = entry + ":*".repeat(6 - fields.length);
            return Wildcards.matchResource(Wildcards.pattern(whole), scenario.resource());
        }
        Optional<String> rest = variables.expand(fields[5], variablesKnown);
        return rest.isPresent() && Wildcards.matchResource(Wildcards.pattern(front) + rest.get(), scenario.resource());
    }

    /** In how many ways {@code Principal} names the caller. */
    Set<Grant> grants(Caller caller) {
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        if (json.has("NotPrincipal")) {
            if (principals(json.get("NotPrincipal")).stream()
                    .noneMatch(p -> kind(p, caller).isPresent())) {
                grants.add(Grant.DIRECT);
            }
            return grants;
        }
        principals(json.get("Principal")).forEach(p -> kind(p, caller).ifPresent(grants::add));
        return grants;
    }

    /** Whether a deny of a resource's policy is about the caller. */
    boolean concerns(Caller caller, boolean bounded) {
        return (json.has("NotPrincipal") && bounded) || !grants(caller).isEmpty();
    }

    private record Named(String type, String value) {}

    private static List<Named> principals(JsonNode node) {
        List<Named> named = new ArrayList<>();
        if (node.isTextual()) {
            named.add(new Named("AWS", node.asText()));
        } else {
            node.properties()
                    .forEach(entry ->
                            texts(entry.getValue()).forEach(value -> named.add(new Named(entry.getKey(), value))));
        }
        return named;
    }

    private static Optional<Grant> kind(Named named, Caller caller) {
        String value = named.value();
        return switch (named.type()) {
            case "AWS" -> {
                if (value.equals("*")) {
                    yield Optional.of(Grant.DIRECT);
                }
                if (caller.account().isEmpty()) {
                    yield Optional.empty();
                }
                String account = caller.account().get();
                if (value.equals(account) || value.equals("arn:aws:iam::" + account + ":root")) {
                    yield Optional.of(Grant.ACCOUNT);
                }
                if (value.equals(caller.name())) {
                    yield Optional.of(Grant.DIRECT);
                }
                yield value.equals(caller.origin()) ? Optional.of(Grant.INDIRECT) : Optional.empty();
            }
            case "Service" ->
                caller.kind() == Caller.Kind.SERVICE && value.equals(caller.name())
                        ? Optional.of(Grant.DIRECT)
                        : Optional.empty();
            case "Federated" ->
                caller.kind() == Caller.Kind.FEDERATED && value.equals(caller.name())
                        ? Optional.of(Grant.DIRECT)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Each key of each operator on its own; the statement needs all of them. */
    List<Line> conditions(Scenario scenario) {
        List<Line> lines = new ArrayList<>();
        if (json.has("Condition")) {
            json.get("Condition")
                    .properties()
                    .forEach(operator -> operator.getValue()
                            .properties()
                            .forEach(key -> lines.add(new Line(
                                    operator.getKey(),
                                    key.getKey(),
                                    condition(operator.getKey(), key.getKey(), texts(key.getValue()), scenario)))));
        }
        return lines;
    }

    private boolean condition(String operator, String key, List<String> wanted, Scenario scenario) {
        String name = operator.substring(operator.indexOf(':') + 1);
        boolean ifExists = name.endsWith("IfExists");
        name = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
        List<String> given = values(key, scenario.context());
        if (name.equals("Null")) {
            return wanted.stream().anyMatch(value -> value.equalsIgnoreCase("true") == isNoData(given));
        }
        boolean negated = name.contains("Not");
        String positive = name.replace("Not", "");
        Operators operators = new Operators(variables, variablesKnown);
        boolean set = operator.contains(":");
        boolean absent = set ? isNoData(given) : given.isEmpty();
        if (absent && ifExists) {
            return true;
        }
        if (operator.startsWith("ForAllValues:")) {
            return absent || given.stream().allMatch(g -> holds(operators, positive, negated, wanted, g));
        }
        if (operator.startsWith("ForAnyValue:")) {
            return !absent && given.stream().anyMatch(g -> holds(operators, positive, negated, wanted, g));
        }
        if (absent) {
            return negated;
        }
        // AWS recorded: no plain operator holds on a key with several values, as a type.
        return !isMultivalued(key, scenario.context()) && holds(operators, positive, negated, wanted, given.get(0));
    }

    /** AWS recorded: what is no address or no ARN satisfies neither an operator nor its negation. */
    private static boolean holds(
            Operators operators, String positive, boolean negated, List<String> wanted, String given) {
        boolean comparable = switch (positive) {
            case "IpAddress" -> Addresses.isAddress(given);
            case "ArnEquals", "ArnLike" -> given.split(":", -1).length >= 6;
            default -> true;
        };
        return comparable && negated != anyHolds(operators, positive, wanted, given);
    }

    private static boolean isMultivalued(String key, Map<String, Scenario.Values> context) {
        return context.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().equalsIgnoreCase(key) && entry.getValue().multivalued());
    }

    /** "No keys in the request, or the key value resolves to a null data set, such as an empty string." */
    private static boolean isNoData(List<String> given) {
        return given.stream().allMatch(String::isEmpty);
    }

    private static boolean anyHolds(Operators operators, String name, List<String> wanted, String given) {
        return wanted.stream().anyMatch(value -> operators.holds(name, value, given));
    }

    private static List<String> values(String key, Map<String, Scenario.Values> context) {
        return context.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .flatMap(entry -> entry.getValue().values().stream())
                .toList();
    }

    private static List<String> texts(JsonNode node) {
        if (!node.isArray()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
