// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import io.sallyport.core.policy.ConditionOperator;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes policies that the parser accepts. */
final class DocumentGenerator {
    private static final List<String> OPERATORS = List.of(ConditionOperator.values()).stream()
            .map(ConditionOperator::text)
            .toList();

    private final Random random;

    DocumentGenerator(Random random) {
        this.random = random;
    }

    /** Of a type whose statements name nobody. */
    String document(PolicyType type) {
        return document(type, Alphabet.PRINCIPALS);
    }

    /** @param principals whom a policy of a resource may name, as JSON with single quotes */
    String document(PolicyType type, List<String> principals) {
        while (true) {
            String json = candidate(type, principals);
            if (PolicyDocument.check(json, type).isEmpty()) {
                return json;
            }
        }
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** One of the first few more often, so that what a policy wants and what a request has meet. */
    String pickOften(List<String> from) {
        return chance(40) ? from.get(random.nextInt(3)) : pick(from);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Another case for each letter, or none. */
    String anyCase(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.toLowerCase(Locale.ROOT);
            case 1 -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    private String candidate(PolicyType type, List<String> principals) {
        boolean organization = type == PolicyType.SERVICE_CONTROL || type == PolicyType.RESOURCE_CONTROL;
        String version =
                organization || chance(85) ? "'Version':'2012-10-17'," : chance(50) ? "'Version':'2008-10-17'," : "";
        List<String> statements = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            statements.add(statement(type, principals));
        }
        String all =
                statements.size() == 1 && chance(50) ? statements.get(0) : "[" + String.join(",", statements) + "]";
        // The one text that holds a quote of its own is the default of a variable.
        return ("{" + version + "'Statement':" + all + "}")
                .replaceAll(", '([^']*)'\\}", ", \u0001$1\u0001}")
                .replace('\'', '"')
                .replace('\u0001', '\'');
    }

    private String statement(PolicyType type, List<String> principals) {
        List<String> members = new ArrayList<>();
        boolean denies = chance(type == PolicyType.RESOURCE_CONTROL ? 90 : 22);
        members.add("'Effect':'" + (denies ? "Deny" : "Allow") + "'");
        if (type == PolicyType.RESOURCE_CONTROL) {
            members.add("'Principal':'*'");
        } else if (type == PolicyType.RESOURCE || type == PolicyType.TRUST) {
            members.add("'" + (denies && chance(50) ? "NotPrincipal" : "Principal") + "':" + pick(principals));
        }
        if (type == PolicyType.TRUST) {
            members.add("'Action':" + list(() -> anyCase(pick(Alphabet.TRUST_ACTIONS)), 0));
        } else {
            members.add(chance(90) ? "'Action':" + list(this::action, 0) : "'NotAction':" + list(this::action, 0));
            members.add(
                    chance(90) ? "'Resource':" + list(this::resource, 0) : "'NotResource':" + list(this::resource, 0));
        }
        if (chance(55)) {
            members.add("'Condition':" + conditions());
        }
        return "{" + String.join(",", members) + "}";
    }

    private String action() {
        if (chance(45)) {
            return chance(80) ? "*" : "*:*";
        }
        String action = pick(Alphabet.ACTIONS);
        int colon = action.indexOf(':');
        return anyCase(action.substring(0, colon + 1)) + anyCase(blurred(action.substring(colon + 1)));
    }

    private String resource() {
        if (chance(40)) {
            return "*";
        }
        return chance(60) ? pick(Alphabet.RESOURCE_PATTERNS) : blurred(pick(Alphabet.RESOURCES));
    }

    /** With a wildcard for some of its characters, or a character more or less. */
    private String blurred(String text) {
        int from = random.nextInt(text.length());
        int to = from + random.nextInt(text.length() - from + 1);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, from) + "*";
            case 1 -> text.substring(0, from) + "*" + text.substring(to);
            case 2 -> text.substring(0, from) + "?" + text.substring(from + 1);
            case 3 -> text + "?";
            default -> text;
        };
    }

    private String conditions() {
        List<String> lines = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        for (int n = chance(70) ? 1 : 2; n > 0; n--) {
            String bare = pick(OPERATORS);
            String operator = pick(List.of("", "", "", "ForAllValues:", "ForAnyValue:"))
                    + bare
                    + (chance(25) && !bare.equals("Null") ? "IfExists" : "");
            if (!operators.contains(operator)) {
                operators.add(operator);
                lines.add("'" + operator + "':" + keys(bare));
            }
        }
        return "{" + String.join(",", lines) + "}";
    }

    private String keys(String operator) {
        boolean existence = operator.equals("Null");
        ValueKind kind = existence ? pick(ValueKind.ALL) : ValueKind.of(operator);
        List<String> keys = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int n = chance(80) ? 1 : 2; n > 0; n--) {
            String key = pick((chance(92) ? kind : pick(ValueKind.ALL)).keys());
            if (!keys.contains(key)) {
                keys.add(key);
                lines.add("'" + anyCase(key) + "':" + values(existence ? ValueKind.BOOL : kind));
            }
        }
        return "{" + String.join(",", lines) + "}";
    }

    private String values(ValueKind kind) {
        if (kind.equals(ValueKind.BOOL) && chance(20)) {
            return chance(50) ? "true" : "false";
        }
        if (kind.equals(ValueKind.NUMERIC) && chance(20)) {
            return chance(50) ? "12" : "10";
        }
        return list(() -> pickOften(kind.wanted()), 2);
    }

    /** @param empty how many in a hundred are empty lists */
    private String list(Supplier<String> text, int empty) {
        if (chance(empty)) {
            return "[]";
        }
        if (chance(60)) {
            return "'" + text.get() + "'";
        }
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> "'" + text.get() + "'")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
