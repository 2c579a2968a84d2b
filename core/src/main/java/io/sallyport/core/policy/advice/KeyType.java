// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.ConditionOperator;

/** The types that condition keys have (IAM User Guide, "AWS global condition context keys", data type). */
enum KeyType {
    /** ARN operators on texts are left alone: some texts are ARNs. */
    STRING("a text", "String", "StringEquals or StringLike", "Arn"),
    /** AWS recommends the ARN operators and takes the others. */
    ARN("an ARN", "Arn", "ArnLike", "String"),
    BOOL("true or false", "Bool", "Bool", "Bool"),
    NUMERIC("a number", "Numeric", "NumericLessThan or another Numeric… operator", "Numeric"),
    /** Epoch seconds are numbers too. */
    DATE("a date", "Date", "DateLessThan or another Date… operator", "Numeric"),
    IP_ADDRESS("an IP address", "IpAddress", "IpAddress or NotIpAddress", "NotIpAddress");

    private final String noun;
    private final String family;
    private final String advised;
    private final String alsoTaken;

    KeyType(String noun, String family, String advised, String alsoTaken) {
        this.noun = noun;
        this.family = family;
        this.advised = advised;
        this.alsoTaken = alsoTaken;
    }

    String noun() {
        return noun;
    }

    /** Operators to use, in words. */
    String advised() {
        return advised;
    }

    boolean suits(ConditionOperator operator) {
        String text = operator.text();
        return operator == ConditionOperator.NULL || text.startsWith(family) || text.startsWith(alsoTaken);
    }
}
