// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Locale;

/** A condition ready to be evaluated. */
record CompiledCondition(QualifiedOperator operator, String key, List<ConditionTest> tests) {
    static CompiledCondition of(Condition condition, boolean variables) {
        ConditionOperator operator = condition.operator().operator();
        return new CompiledCondition(
                condition.operator(),
                condition.key().toLowerCase(Locale.ROOT),
                condition.values().stream()
                        .map(value -> operator.test(value, variables).orElseThrow())
                        .toList());
    }

    boolean holds(RequestContext context) {
        List<String> values = context.values(key);
        if (operator.operator() == ConditionOperator.NULL) {
            return anyMatches(String.valueOf(values.isEmpty()), context);
        }
        return values.isEmpty() ? holdsWithoutKey() : holdsFor(values, context);
    }

    private boolean holdsWithoutKey() {
        return operator.ifExists()
                || switch (operator.set()) {
                    case NONE -> operator.operator().negated();
                    case FOR_ALL_VALUES -> true;
                    case FOR_ANY_VALUE -> false;
                };
    }

    private boolean holdsFor(List<String> values, RequestContext context) {
        boolean negated = operator.operator().negated();
        return switch (operator.set()) {
            case NONE -> negated != values.stream().anyMatch(value -> anyMatches(value, context));
            case FOR_ALL_VALUES -> values.stream().allMatch(value -> negated != anyMatches(value, context));
            case FOR_ANY_VALUE -> values.stream().anyMatch(value -> negated != anyMatches(value, context));
        };
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
