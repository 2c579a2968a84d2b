// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.PolicyVersion;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.PrincipalPattern;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The requests that a group of statements can tell apart. */
final class Probes {
    private static final String ANY = "*";

    /** Between two patterns, for what lies in both: each of them covers the whole as text, too. */
    private static final String BOTH = " & ";

    /** Of more patterns the pairs are too many. */
    private static final int MOST_FOR_OVERLAPS = 24;

    private static final String ELSEWHERE = "arn:aws:" + Instances.OTHER + ":::" + Instances.OTHER;
    private static final Principal SOMEBODY = Principal.user("arn:aws:iam::999999999999:user/" + Instances.OTHER);

    private final List<Statement> statements;
    private final PolicyVersion version;
    private final Instances instances;

    /** @param version of the newer document, for what condition values mean */
    Probes(List<Statement> statements, PolicyVersion version) {
        this.statements = statements;
        this.version = version;
        this.instances = new Instances(version.hasVariables());
    }

    Dimension<Principal> principals() {
        Map<String, Principal> choices = new LinkedHashMap<>();
        choices.put(ANY, SOMEBODY);
        for (Statement statement : statements) {
            statement
                    .principals()
                    .ifPresent(principals -> principals
                            .patterns()
                            .forEach(pattern -> principal(pattern)
                                    .ifPresent(found -> choices.putIfAbsent(pattern.value(), found))));
        }
        return new Dimension<>("Principal", choices(choices), Probes::nested);
    }

    private static Optional<Principal> principal(PrincipalPattern pattern) {
        String value = pattern.value();
        return switch (pattern.type()) {
            case SERVICE -> Optional.of(Principal.service(value));
            case FEDERATED -> Optional.of(Principal.federated(value));
            // Nothing tells which account the obfuscated id is.
            case CANONICAL_USER -> Optional.empty();
            case AWS -> {
                if (pattern.account().isPresent()) {
                    yield Optional.of(
                            Principal.user("arn:aws:iam::" + pattern.account().get() + ":user/" + Instances.OTHER));
                }
                yield value.startsWith("arn:") ? Optional.of(caller(value)) : Optional.empty();
            }
        };
    }

    /** Requests come from sessions of a role, not from the role. */
    private static Principal caller(String arn) {
        Principal named = Principal.parse(arn);
        int role = arn.indexOf(":role/");
        return role < 0
                ? named
                : Principal.assumedRole(
                        "arn:aws:sts::" + named.account().orElseThrow() + ":assumed-role/"
                                + arn.substring(arn.lastIndexOf('/') + 1) + "/" + Instances.OTHER,
                        arn);
    }

    Dimension<String> resources() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(ANY, ELSEWHERE);
        for (Statement statement : statements) {
            for (String pattern : statement.resources().patterns()) {
                if (!pattern.equals(ANY)) {
                    choices.putIfAbsent(pattern, instances.of(pattern));
                }
            }
        }
        addOverlaps(choices);
        return new Dimension<>("Resource", choices(choices), Probes::nested);
    }

    /** What lies in two patterns of which neither contains the other. */
    private void addOverlaps(Map<String, String> choices) {
        List<String> patterns = List.copyOf(choices.keySet());
        if (patterns.size() > MOST_FOR_OVERLAPS) {
            return;
        }
        for (String one : patterns) {
            for (String other : patterns) {
                if (one.compareTo(other) < 0 && !Glob.covers(one, other) && !Glob.covers(other, one)) {
                    Glob.common(one, other)
                            .ifPresent(text -> choices.putIfAbsent(one + BOTH + other, instances.of(text)));
                }
            }
        }
    }

    /** One dimension for each condition key, its values being those between which some condition decides. */
    List<Dimension<Map<String, List<String>>>> keys() {
        Map<String, List<Condition>> byKey = new TreeMap<>();
        for (Statement statement : statements) {
            for (Condition condition : statement.conditions()) {
                byKey.computeIfAbsent(condition.key().toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                        .add(condition);
            }
        }
        List<Dimension<Map<String, List<String>>>> dimensions = new ArrayList<>();
        byKey.values().forEach(conditions -> dimensions.add(key(conditions)));
        return dimensions;
    }

    private Dimension<Map<String, List<String>>> key(List<Condition> conditions) {
        String key = conditions.get(0).key();
        Map<List<Boolean>, Choice<Map<String, List<String>>>> different = new LinkedHashMap<>();
        for (Choice<List<String>> choice : KeyChoices.of(conditions, instances)) {
            Map<String, List<String>> facts = Map.of(key, choice.value());
            RequestContext context = context(List.of(facts));
            List<Boolean> answers = conditions.stream()
                    .map(condition -> condition.holds(context, version))
                    .toList();
            different.merge(answers, new Choice<>(choice.labels(), facts), Choice::or);
        }
        return new Dimension<>(key, List.copyOf(different.values()), KeyChoices::describe);
    }

    /**
     * Where all combinations are too many: no key at all, and for each statement one combination in which it holds.
     *
     * @param keys what {@link #keys} made
     */
    Dimension<Map<String, List<String>>> eachStatementAlone(List<Dimension<Map<String, List<String>>>> keys) {
        Map<String, Map<String, List<String>>> combinations = new LinkedHashMap<>();
        combinations.put("(none)", Map.of());
        for (Statement statement : statements) {
            List<String> labels = new ArrayList<>();
            Map<String, List<String>> facts = new TreeMap<>();
            for (Dimension<Map<String, List<String>>> key : keys) {
                satisfying(statement, key).ifPresent(choice -> {
                    labels.add(key.name() + " " + String.join(" or ", choice.labels()));
                    facts.putAll(choice.value());
                });
            }
            combinations.putIfAbsent(String.join(", ", labels), facts);
        }
        combinations.remove("");
        return new Dimension<>(
                "conditions",
                choices(combinations),
                (name, chosen, others) -> new Change.Limit(name, chosen, List.of()));
    }

    private Optional<Choice<Map<String, List<String>>>> satisfying(
            Statement statement, Dimension<Map<String, List<String>>> key) {
        List<Condition> conditions = statement.conditions().stream()
                .filter(condition -> condition.key().equalsIgnoreCase(key.name()))
                .toList();
        return key.choices().stream()
                .filter(choice -> !conditions.isEmpty())
                .filter(choice -> conditions.stream()
                        .allMatch(condition -> condition.holds(context(List.of(choice.value())), version)))
                .findFirst();
    }

    /** What a request has: the variables' keys, over which the chosen facts count. */
    RequestContext context(Collection<Map<String, List<String>>> facts) {
        RequestContext.Builder plain = RequestContext.builder();
        instances.values().forEach(plain::put);
        facts.forEach(each -> each.forEach((key, values) -> put(plain, key, values)));
        RequestContext chosen = plain.build();
        RequestContext.Builder context = RequestContext.builder().putAll(chosen);
        for (Map<String, List<String>> each : facts) {
            each.forEach((key, values) -> put(
                    context,
                    key,
                    values.stream()
                            .map(value -> instances.resolved(value, chosen))
                            .toList()));
        }
        return context.build();
    }

    /** A resource as the request names it, whose variables have the values of its context. */
    String resource(String instance, RequestContext context) {
        return instances.resolved(instance, context);
    }

    private static void put(RequestContext.Builder context, String key, List<String> values) {
        if (values.size() == 1) {
            context.put(key, values.get(0));
        } else {
            context.putMultivalued(key, values);
        }
    }

    private static <T> List<Choice<T>> choices(Map<String, T> byLabel) {
        return byLabel.entrySet().stream()
                .map(entry -> Choice.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Patterns within patterns: the widest are named, and what lies in them without being chosen is excepted. */
    private static Change.Limit nested(String name, List<String> chosen, List<String> others) {
        List<String> widest = widest(chosen);
        return new Change.Limit(
                name,
                widest,
                widest(others.stream()
                        .filter(other -> widest.stream().anyMatch(in -> Glob.covers(in, other)))
                        .toList()));
    }

    private static List<String> widest(List<String> patterns) {
        return patterns.stream()
                .filter(pattern ->
                        patterns.stream().noneMatch(wider -> !wider.equals(pattern) && Glob.covers(wider, pattern)))
                .toList();
    }
}
