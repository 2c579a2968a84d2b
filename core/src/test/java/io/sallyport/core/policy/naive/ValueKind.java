// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.util.List;

/**
 * A kind of values that conditions compare.
 *
 * @param prefix with which the names of its operators begin
 * @param keys the first is often in a request
 * @param wanted what a policy compares those keys with
 * @param given what a request says of those keys
 */
record ValueKind(String prefix, List<String> keys, List<String> wanted, List<String> given) {
    static final ValueKind STRING = new ValueKind(
            "String",
            List.of("aws:username", "aws:PrincipalTag/team", "s3:prefix", "aws:TagKeys"),
            Alphabet.TEXTS,
            Alphabet.GIVEN_TEXTS);
    static final ValueKind NUMERIC = new ValueKind(
            "Numeric", List.of("s3:max-keys", "aws:MultiFactorAuthAge"), Alphabet.NUMBERS, Alphabet.NUMBERS);
    static final ValueKind BOOL = new ValueKind(
            "Bool", List.of("aws:SecureTransport", "aws:MultiFactorAuthPresent"), Alphabet.BOOLEANS, Alphabet.BOOLEANS);
    static final List<ValueKind> ALL = List.of(
            STRING,
            NUMERIC,
            BOOL,
            new ValueKind("Date", List.of("aws:CurrentTime", "aws:TokenIssueTime"), Alphabet.DATES, Alphabet.DATES),
            new ValueKind("Binary", List.of("test:blob", "test:blobs"), Alphabet.BLOBS, Alphabet.BLOBS),
            new ValueKind("Ip", List.of("aws:SourceIp", "aws:VpcSourceIp"), Alphabet.RANGES, Alphabet.ADDRESSES),
            new ValueKind("Arn", List.of("aws:PrincipalArn", "aws:SourceArn"), Alphabet.ARNS, Alphabet.GIVEN_ARNS));

    /** @param operator without set operator and {@code IfExists}, not {@code Null} */
    static ValueKind of(String operator) {
        return ALL.stream()
                .filter(kind -> operator.replace("Not", "").startsWith(kind.prefix))
                .findFirst()
                .orElseThrow();
    }
}
