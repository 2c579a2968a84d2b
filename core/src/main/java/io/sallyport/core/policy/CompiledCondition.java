// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/** A condition ready to be evaluated. */
final class CompiledCondition {
    private final Condition condition;
    private final QualifiedOperator.SetOperator set;
    private final ConditionOperator operator;
    private final boolean negated;
    private final boolean asksForAbsence;
    private final ConditionKey key;
    private final ConditionTest[] tests;

    private CompiledCondition(Condition condition, boolean variables) {
        this.operator = condition.operator().operator();
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
        if (set == QualifiedOperator.SetOperator.NONE && !asksForAbsence) {
            // AWS was recorded to let no plain operator hold on a multivalued key, not even a negated one.
            return found == null ? holdsWithoutKey() : found instanceof String value && holds(value, context);
        }
        List<String> values = RequestContext.list(found);
        if (asksForAbsence) {
            return anyMatches(String.valueOf(hasNoData(values)), context);
        }
        return hasNoData(values) ? holdsWithoutKey() : holdsForSet(values, context);
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

    private boolean holdsForSet(List<String> values, RequestContext context) {
        boolean all = set == QualifiedOperator.SetOperator.FOR_ALL_VALUES;
        for (int i = 0; i < values.size(); i++) {
            if (holds(values.get(i), context) != all) {
                return !all;
            }
        }
        return all;
    }

    private boolean holds(String value, RequestContext context) {
        return negated ? operator.isComparable(value) && !anyMatches(value, context) : anyMatches(value, context);
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
