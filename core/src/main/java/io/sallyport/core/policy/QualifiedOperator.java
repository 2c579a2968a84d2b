// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Optional;

/**
 * An operator as a document names it, such as {@code ForAllValues:StringLikeIfExists}.
 *
 * @param ifExists whether a missing key satisfies it
 */
public record QualifiedOperator(SetOperator set, ConditionOperator operator, boolean ifExists) {
    private static final String IF_EXISTS = "IfExists";

    /** How a key with several values is compared. */
    public enum SetOperator {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        SetOperator(String prefix) {
            this.prefix = prefix;
        }
    }

    static Optional<QualifiedOperator> parse(String name) {
        SetOperator set = name.startsWith(SetOperator.FOR_ALL_VALUES.prefix)
                ? SetOperator.FOR_ALL_VALUES
                : name.startsWith(SetOperator.FOR_ANY_VALUE.prefix) ? SetOperator.FOR_ANY_VALUE : SetOperator.NONE;
        boolean ifExists = name.endsWith(IF_EXISTS);
        String bare = name.substring(set.prefix.length(), name.length() - (ifExists ? IF_EXISTS.length() : 0));
        return ConditionOperator.parse(bare)
                .filter(operator -> !(ifExists && operator == ConditionOperator.NULL))
                .map(operator -> new QualifiedOperator(set, operator, ifExists));
    }

    @Override
    public String toString() {
        return set.prefix + operator.text() + (ifExists ? IF_EXISTS : "");
    }
}
