// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The condition operators (IAM User Guide, "IAM JSON policy elements: Condition operators"), one row each. */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", Comparison.TEXT, Relation.EQUAL, false),
    STRING_NOT_EQUALS("StringNotEquals", Comparison.TEXT, Relation.EQUAL, true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Comparison.TEXT_IGNORING_CASE, Relation.EQUAL, false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Comparison.TEXT_IGNORING_CASE, Relation.EQUAL, true),
    STRING_LIKE("StringLike", Comparison.TEXT_PATTERN, Relation.EQUAL, false),
    STRING_NOT_LIKE("StringNotLike", Comparison.TEXT_PATTERN, Relation.EQUAL, true),
    NUMERIC_EQUALS("NumericEquals", Comparison.NUMBER, Relation.EQUAL, false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Comparison.NUMBER, Relation.EQUAL, true),
    NUMERIC_LESS_THAN("NumericLessThan", Comparison.NUMBER, Relation.LESS, false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparison.NUMBER, Relation.LESS_OR_EQUAL, false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Comparison.NUMBER, Relation.GREATER, false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Comparison.NUMBER, Relation.GREATER_OR_EQUAL, false),
    DATE_EQUALS("DateEquals", Comparison.DATE, Relation.EQUAL, false),
    DATE_NOT_EQUALS("DateNotEquals", Comparison.DATE, Relation.EQUAL, true),
    DATE_LESS_THAN("DateLessThan", Comparison.DATE, Relation.LESS, false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparison.DATE, Relation.LESS_OR_EQUAL, false),
    DATE_GREATER_THAN("DateGreaterThan", Comparison.DATE, Relation.GREATER, false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparison.DATE, Relation.GREATER_OR_EQUAL, false),
    BOOL("Bool", Comparison.BOOL, Relation.EQUAL, false),
    BINARY_EQUALS("BinaryEquals", Comparison.BINARY, Relation.EQUAL, false),
    IP_ADDRESS("IpAddress", Comparison.IP_RANGE, Relation.EQUAL, false),
    NOT_IP_ADDRESS("NotIpAddress", Comparison.IP_RANGE, Relation.EQUAL, true),
    ARN_EQUALS("ArnEquals", Comparison.ARN_PATTERN, Relation.EQUAL, false),
    ARN_NOT_EQUALS("ArnNotEquals", Comparison.ARN_PATTERN, Relation.EQUAL, true),
    ARN_LIKE("ArnLike", Comparison.ARN_PATTERN, Relation.EQUAL, false),
    ARN_NOT_LIKE("ArnNotLike", Comparison.ARN_PATTERN, Relation.EQUAL, true),
    /** Compares "true" or "false" with whether the key is absent. */
    NULL("Null", Comparison.BOOL, Relation.EQUAL, false);

    private static final Map<String, ConditionOperator> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ConditionOperator::text, Function.identity()));

    private final String text;
    private final Comparison comparison;
    private final Relation relation;
    private final boolean negated;

    ConditionOperator(String text, Comparison comparison, Relation relation, boolean negated) {
        this.text = text;
        this.comparison = comparison;
        this.relation = relation;
        this.negated = negated;
    }

    /** As it stands in a document. */
    public String text() {
        return text;
    }

    /** Whether it holds when none of its values match. */
    public boolean negated() {
        return negated;
    }

    /**
     * Whether a value of a request can be compared at all. What is no address is neither inside a range nor outside, and
     * likewise with ARNs; what is no number or date is other than every one, as AWS was recorded to decide.
     */
    boolean isComparable(String value) {
        return comparison.isComparable(value);
    }

    static Optional<ConditionOperator> parse(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /**
     * The test that one value of a condition makes, before negation.
     *
     * @param variables whether the document's version has policy variables
     * @return empty when the value is not of the operator's type
     */
    Optional<ConditionTest> test(String value, boolean variables) {
        return comparison.test(value, relation, variables);
    }
}
