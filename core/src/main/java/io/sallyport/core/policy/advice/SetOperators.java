// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.ConditionOperator;
import io.sallyport.core.policy.Effect;
import io.sallyport.core.policy.QualifiedOperator;
import io.sallyport.core.policy.QualifiedOperator.SetOperator;
import io.sallyport.core.policy.Statement;
import java.util.Locale;
import java.util.Optional;

/** ForAllValues and ForAnyValue: on which keys they belong, and what ForAllValues says of an absent one. */
record SetOperators(ConditionKeys keys) implements Rule {
    private static final String TAG_KEYS = "aws:tagkeys";
    private static final String REQUEST_TAG = "aws:requesttag/";

    @Override
    public void check(Reading document, Findings findings) {
        for (Statement statement : document.statements()) {
            for (Condition condition : statement.conditions()) {
                if (condition.operator().operator() != ConditionOperator.NULL) {
                    check(statement, condition, findings);
                }
            }
        }
    }

    private void check(Statement statement, Condition condition, Findings findings) {
        Optional<ConditionKeys.Key> key = keys.find(condition.key());
        QualifiedOperator operator = condition.operator();
        if (operator.set() == SetOperator.NONE) {
            if (key.filter(ConditionKeys.Key::multivalued).isPresent()) {
                findings.add(
                        FindingCode.SET_OPERATOR_MISSING,
                        statement,
                        condition,
                        key.get().name() + " may have several values; say ForAnyValue:" + operator + " or ForAllValues:"
                                + operator);
            }
        } else if (operator.set() == SetOperator.FOR_ALL_VALUES) {
            if (key.filter(known -> !known.multivalued()).isPresent()) {
                findings.add(
                        FindingCode.SET_OPERATOR_ON_SINGLE_VALUE,
                        statement,
                        condition,
                        key.get().name() + " has one value, and ForAllValues is true when it is absent; say "
                                + operator.operator().text());
            } else if (statement.effect() == Effect.ALLOW && !isGuarded(statement, condition)) {
                findings.add(
                        FindingCode.FOR_ALL_VALUES_WITHOUT_KEY,
                        statement,
                        condition,
                        "ForAllValues also holds for a request without " + condition.key()
                                + "; if that is not meant, add \"Null\": {\"" + condition.key() + "\": \"false\"}");
            }
        }
    }

    /** Whether another condition of the statement holds only where the key is there. */
    private static boolean isGuarded(Statement statement, Condition forAll) {
        return statement.conditions().stream()
                .filter(condition -> !condition.equals(forAll))
                .filter(condition -> impliesPresence(condition.key(), forAll.key()))
                .anyMatch(SetOperators::needsItsKey);
    }

    private static boolean impliesPresence(String key, String of) {
        return key.equalsIgnoreCase(of)
                || (of.equalsIgnoreCase(TAG_KEYS)
                        && key.toLowerCase(Locale.ROOT).startsWith(REQUEST_TAG));
    }

    private static boolean needsItsKey(Condition condition) {
        QualifiedOperator operator = condition.operator();
        if (operator.operator() == ConditionOperator.NULL) {
            return condition.values().stream().allMatch("false"::equalsIgnoreCase);
        }
        return switch (operator.set()) {
            case FOR_ALL_VALUES -> false;
            case FOR_ANY_VALUE -> !operator.ifExists();
            case NONE -> !operator.ifExists() && !operator.operator().negated();
        };
    }
}
