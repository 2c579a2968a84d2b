// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.ConditionOperator;
import io.sallyport.core.policy.Statement;
import java.util.Optional;

/** Condition keys that do not exist, or that are compared as what they are not. */
record KeyTypes(ConditionKeys keys) implements Rule {
    @Override
    public void check(Reading document, Findings findings) {
        for (Statement statement : document.statements()) {
            for (Condition condition : statement.conditions()) {
                check(statement, condition, findings);
            }
        }
    }

    private void check(Statement statement, Condition condition, Findings findings) {
        Optional<ConditionKeys.Key> key = keys.find(condition.key());
        if (key.isEmpty()) {
            unknown(statement, condition, findings);
        } else if (!key.get().isFamily()
                && !key.get().type().suits(condition.operator().operator())) {
            KeyType type = key.get().type();
            findings.add(
                    FindingCode.OPERATOR_DOES_NOT_SUIT_KEY,
                    statement,
                    condition,
                    key.get().name() + " is " + type.noun() + ", not to be compared by " + condition.operator()
                            + "; use " + type.advised());
        } else {
            literalWildcard(statement, condition, findings);
        }
    }

    private void unknown(Statement statement, Condition condition, Findings findings) {
        String key = condition.key();
        int colon = key.indexOf(':');
        if (colon > 0 && ConditionKeys.isComplete(key.substring(0, colon))) {
            findings.add(
                    FindingCode.UNKNOWN_CONDITION_KEY,
                    statement,
                    condition,
                    "AWS knows no key " + key + Words.perhaps(key, keys.of(key.substring(0, colon)), ""));
        }
    }

    private static void literalWildcard(Statement statement, Condition condition, Findings findings) {
        if (!takesWildcardsLiterally(condition.operator().operator())) {
            return;
        }
        condition.values().stream()
                .filter(value -> withoutVariables(value).indexOf('*') >= 0)
                .findFirst()
                .ifPresent(value -> findings.add(
                        FindingCode.WILDCARD_IS_LITERAL,
                        statement,
                        condition,
                        condition.operator() + " compares the * in \"" + value + "\" with a * in the request; use "
                                + condition.operator().toString().replace("Equals", "Like")));
    }

    private static boolean takesWildcardsLiterally(ConditionOperator operator) {
        return operator == ConditionOperator.STRING_EQUALS || operator == ConditionOperator.STRING_NOT_EQUALS;
    }

    /** {@code ${*}} is meant literally, and a default value may be. */
    private static String withoutVariables(String value) {
        return value.replaceAll("\\$\\{[^}]*}", "");
    }
}
