// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/** A condition ready to be evaluated. */
final class CompiledCondition {
    private final Condition condition;
    private final QualifiedOperator.SetOperator set;
    private final boolean negated;
    private final boolean asksForAbsence;
    private final ConditionKey key;
    private final ConditionTest[] tests;

    private CompiledCondition(Condition condition, boolean variables) {
        ConditionOperator operator = condition.operator().operator();
        this.condition = condition;
        this.set = condition.operator().set();
        this.negated = operator.negated();
        this.asksForAbsence = operator == ConditionOperator.NULL;
        this.key = ConditionKey.of(condition.key());
        this.tests = condition.values().stream()
                .map(value -> operator.test(value, variables).orElseThrow())
                .toArray(ConditionTest[]::new);
    }

    static CompiledCondition of(Condition condition, boolean variables) {
        return new CompiledCondition(condition, variables);
    }

    Condition condition() {
        return condition;
    }

    boolean holds(RequestContext context) {
        Object found = context.find(key);
        boolean plain = set == QualifiedOperator.SetOperator.NONE && !asksForAbsence;
        if (plain && found instanceof String value) {
            return negated != anyMatches(value, context);
        }
        List<String> values = RequestContext.list(found);
        if (asksForAbsence) {
            return anyMatches(String.valueOf(hasNoData(values)), context);
        }
        return (plain ? values.isEmpty() : hasNoData(values)) ? holdsWithoutKey() : holdsFor(values, context);
    }

    /** A set operator and {@code Null} take a key with nothing but empty texts for one that is absent. */
    private static boolean hasNoData(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsWithoutKey() {
        return condition.operator().ifExists()
                || switch (set) {
                    case NONE -> negated;
                    case FOR_ALL_VALUES -> true;
                    case FOR_ANY_VALUE -> false;
                };
    }

    /** A plain positive operator wants one value to match, a plain negated one wants none to. */
    private boolean holdsFor(List<String> values, RequestContext context) {
        boolean all = switch (set) {
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
