// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.ConditionOperator;
import io.sallyport.core.policy.QualifiedOperator.SetOperator;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a condition key that are worth a try: those that conditions name, their neighbours, others, and none. */
final class KeyChoices {
    private static final String ABSENT = "(absent)";
    private static final String OTHER = "(anything else)";

    private final Instances instances;
    /** By label; the plainer come first, since of those that no condition tells apart the first is tried. */
    private final Map<String, List<String>> candidates = new LinkedHashMap<>();

    private KeyChoices(Instances instances) {
        this.instances = instances;
    }

    /** @param conditions all of one key, of both documents */
    static List<Choice<List<String>>> of(List<Condition> conditions, Instances instances) {
        KeyChoices choices = new KeyChoices(instances);
        conditions.forEach(choices::addNamed);
        conditions.forEach(choices::addNeighbours);
        choices.candidates.putIfAbsent(ABSENT, List.of());
        return choices.candidates.entrySet().stream()
                .map(candidate -> Choice.of(candidate.getKey(), candidate.getValue()))
                .toList();
    }

    /** Whatever but a few values is told by those. */
    static Change.Limit describe(String name, List<String> chosen, List<String> others) {
        return chosen.contains(OTHER) && chosen.contains(ABSENT)
                ? new Change.Limit(name, List.of(), others)
                : new Change.Limit(name, chosen, List.of());
    }

    private void addNamed(Condition condition) {
        if (condition.operator().operator() == ConditionOperator.NULL) {
            return;
        }
        for (String value : condition.values()) {
            add(value, address(condition, instances.of(value)));
        }
    }

    private void addNeighbours(Condition condition) {
        ConditionOperator operator = condition.operator().operator();
        String text = operator.text();
        for (String value : condition.values()) {
            if (text.startsWith("Numeric")) {
                addNumbers(value);
            } else if (text.startsWith("Date")) {
                addDates(value);
            }
        }
        if (condition.operator().set() != SetOperator.NONE) {
            addSets(condition);
        }
        if (operator == ConditionOperator.BOOL) {
            add("true", "true");
            add("false", "false");
        } else if (text.contains("IpAddress")) {
            add(OTHER, "198.51.100.251");
        } else if (text.startsWith("Arn")) {
            add(OTHER, "arn:aws:" + Instances.OTHER + ":::" + Instances.OTHER);
        } else {
            add(OTHER, Instances.OTHER);
        }
    }

    private void add(String label, String value) {
        candidates.putIfAbsent(label, List.of(value));
    }

    private static String address(Condition condition, String value) {
        return condition.operator().operator().text().contains("IpAddress") ? value.split("/", 2)[0] : value;
    }

    private void addNumbers(String value) {
        try {
            BigDecimal number = new BigDecimal(value);
            add("below " + value, number.subtract(BigDecimal.ONE).toPlainString());
            add("above " + value, number.add(BigDecimal.ONE).toPlainString());
        } catch (NumberFormatException notPlain) {
            add(OTHER, Instances.OTHER);
        }
    }

    private void addDates(String value) {
        try {
            Instant instant =
                    value.matches("\\d+") ? Instant.ofEpochSecond(Long.parseLong(value)) : Instant.parse(value);
            add("before " + value, instant.minus(Duration.ofDays(1)).toString());
            add("after " + value, instant.plus(Duration.ofDays(1)).toString());
        } catch (DateTimeException | NumberFormatException otherForm) {
            add("before " + value, "1970-01-02T00:00:00Z");
            add("after " + value, "9999-01-01T00:00:00Z");
        }
    }

    private void addSets(Condition condition) {
        List<String> all = condition.values().stream().map(instances::of).toList();
        if (all.size() > 1) {
            candidates.putIfAbsent(String.join(" and ", condition.values()), all);
        }
        List<String> more = new ArrayList<>(all);
        more.add(Instances.OTHER);
        candidates.putIfAbsent(String.join(" and ", condition.values()) + " and others", more);
    }
}
