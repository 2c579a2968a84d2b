// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Locale;

/** A condition ready to be evaluated. */
final class CompiledCondition {
    private final Condition condition;
    private final String key;
    private final ConditionTest[] tests;

    private CompiledCondition(Condition condition, String key, ConditionTest[] tests) {
        this.condition = condition;
        this.key = key;
        this.tests = tests;
    }

    static CompiledCondition of(Condition condition, boolean variables) {
        ConditionOperator operator = condition.operator().operator();
        return new CompiledCondition(
                condition,
                condition.key().toLowerCase(Locale.ROOT),
                condition.values().stream()
                        .map(value -> operator.test(value, variables).orElseThrow())
                        .toArray(ConditionTest[]::new));
    }

    Condition condition() {
        return condition;
    }

    /** In lower case. */
    String key() {
        return key;
    }

    boolean holds(RequestContext context) {
        List<String> values = context.valuesOfFolded(key);
        if (condition.operator().operator() == ConditionOperator.NULL) {
            return anyMatches(String.valueOf(values.isEmpty()), context);
        }
        return values.isEmpty() ? holdsWithoutKey() : holdsFor(values, context);
    }

    private boolean holdsWithoutKey() {
        return condition.operator().ifExists()
                || switch (condition.operator().set()) {
                    case NONE -> condition.operator().operator().negated();
                    case FOR_ALL_VALUES -> true;
                    case FOR_ANY_VALUE -> false;
                };
    }

    /** A plain positive operator wants one value to match, a plain negated one wants none to. */
    private boolean holdsFor(List<String> values, RequestContext context) {
        boolean negated = condition.operator().operator().negated();
        boolean all = switch (condition.operator().set()) {
            case NONE -> negated;
            case FOR_ALL_VALUES -> true;
            case FOR_ANY_VALUE -> false;
        };
        for (int i = 0; i < values.size(); i++) {
            boolean holds = negated != anyMatches(values.get(i), context);
            if (holds != all) {
                return holds;
            }
        }
        return all;
    }

    private boolean anyMatches(String value, RequestContext context) {
        for (ConditionTest test : tests) {
            if (test.matches(value, context)) {
                return true;
            }
        }
        return false;
    }
}
