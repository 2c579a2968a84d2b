// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static io.sallyport.core.policy.Policies.holds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTableTest {
    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals              | ann                | ann                    | true",
                "StringEquals              | ann                | Ann                    | false",
                "StringEquals              | a*                 | ann                    | false",
                "StringEquals              | a*                 | a*                     | true",
                "StringNotEquals           | ann                | bob                    | true",
                "StringNotEquals           | ann                | ann                    | false",
                "StringEqualsIgnoreCase    | ann                | ANN                    | true",
                "StringNotEqualsIgnoreCase | ann                | ANN                    | false",
                "StringLike                | a*                 | a/b:c                  | true",
                "StringLike                | a?                 | abc                    | false",
                "StringNotLike             | a*                 | ann                    | false",
                "NumericEquals             | 12                 | 12.0                   | true",
                "NumericEquals             | 12                 | 12abc                  | false",
                "NumericNotEquals          | 12                 | 12abc                  | true",
                "NumericEquals             | 0.1                | 0.10000000000000000001 | false",
                "NumericLessThan           | 10                 | 9                      | true",
                "NumericLessThan           | 10                 | 10                     | false",
                "NumericLessThan           | 10                 | x                      | false",
                "NumericLessThanEquals     | 10                 | 10                     | true",
                "NumericGreaterThan        | -1                 | 0                      | true",
                "NumericGreaterThanEquals  | 3600               | 3599                   | false",
                "DateEquals                | 2026-01-01T00:00:00Z      | 1767225600             | true",
                "DateEquals                | 2026-01-01T01:00:00+01:00 | 2026-01-01T00:00:00Z   | true",
                "DateEquals                | 2026-01-01                | 2026-01-01T00:00:00.000Z | true",
                "DateNotEquals             | 2026-01-01                | 2026-01-02             | true",
                "DateLessThan              | 2026-01-01T00:00:00Z      | 2025-12-31T23:30:00-01:00 | false",
                "DateLessThan              | 2026-01-01T00:00:00Z      | 2025-12-31T23:59:59Z   | true",
                "DateLessThanEquals        | 1767225600                | 2026-01-01T00:00:00Z   | true",
                "DateGreaterThan           | 2026-01-01T00:00:00Z      | yesterday              | false",
                "DateGreaterThanEquals     | 2026-01-01T00:00:00Z      | 2026-01-01T00:00:00.5Z | true",
                "Bool                      | true               | TRUE                   | true",
                "Bool                      | true               | false                  | false",
                "Bool                      | False              | false                  | true",
                "Bool                      | true               | 1                      | false",
                "BinaryEquals              | YWI=               | YWI=                   | true",
                "BinaryEquals              | YWI                | YWI=                   | true",
                "BinaryEquals              | YWI=               | ywi=                   | false",
                "IpAddress                 | 203.0.113.0/24     | 203.0.113.255          | true",
                "IpAddress                 | 203.0.113.0/24     | 203.0.114.0            | false",
                "IpAddress                 | 203.0.113.7        | 203.0.113.7            | true",
                "IpAddress                 | 203.0.113.7        | 203.0.113.8            | false",
                "IpAddress                 | 0.0.0.0/0          | 8.8.8.8                | true",
                "IpAddress                 | 0.0.0.0/0          | ::1                    | false",
                "IpAddress                 | ::/0               | 2001:db8::1            | true",
                "IpAddress                 | ::/0               | 8.8.8.8                | false",
                "IpAddress                 | 2001:db8::/33      | 2001:db8:7fff::1       | true",
                "IpAddress                 | 2001:db8::/33      | 2001:db8:8000::1       | false",
                "IpAddress                 | 2001:DB8::1        | 2001:db8:0:0:0:0:0:1   | true",
                "IpAddress                 | 203.0.113.0/24     | host.example           | false",
                "NotIpAddress              | 203.0.113.0/24     | 8.8.8.8                | true",
                "NotIpAddress              | 203.0.113.0/24     | 203.0.113.9            | false",
                "NotIpAddress              | 203.0.113.0/24     | ::1                    | true",
                "ArnEquals                 | arn:aws:iam::1:user/*     | arn:aws:iam::1:user/a/b:c | true",
                "ArnLike                   | arn:aws:iam::*:user/a     | arn:aws:iam::1:user/a     | true",
                "ArnLike                   | arn:aws:*:user/a          | arn:aws:iam::1:user/a     | false",
                "ArnLike                   | arn:aws:i*::1:user/a      | arn:aws:iam:x:1:user/a    | false",
                "ArnLike                   | arn:aws:iam::1:user/A     | arn:aws:iam::1:user/a     | false",
                "ArnLike                   | arn:aws:iam::1:user/a     | ann                       | false",
                "ArnNotEquals              | arn:aws:iam::1:user/a     | arn:aws:iam::1:user/b     | true",
                "ArnNotLike                | arn:aws:iam::1:user/*     | arn:aws:iam::1:user/b     | false",
            })
    void compares(String operator, String inPolicy, String inRequest, boolean expected) {
        RequestContext context =
                RequestContext.builder().put("x:Key", inRequest).build();
        assertThat(holds("{'" + operator + "': {'X:kEY': '" + inPolicy + "'}}", context))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, false",
        "StringNotEquals, true",
        "StringLike, false",
        "StringEqualsIfExists, true",
        "StringNotEqualsIfExists, true",
        "ForAllValues:StringEquals, true",
        "ForAnyValue:StringEquals, false",
        "ForAnyValue:StringNotEquals, false",
        "ForAnyValue:StringEqualsIfExists, true",
        "ArnNotLike, true",
    })
    void aMissingKeyDecidesByTheOperator(String operator, boolean expected) {
        String block = "{'" + operator + "': {'x:Key': 'arn:aws:iam::1:user/a'}}";
        RequestContext emptied =
                RequestContext.builder().putMultivalued("x:Key", List.of()).build();
        assertThat(holds(block, RequestContext.EMPTY)).isEqualTo(expected);
        assertThat(holds(block, emptied)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, a, true",
        "StringEquals, c, false",
        "StringNotEquals, a, false",
        "StringNotEquals, b, false",
        "StringNotEquals, c, true",
        "StringNotEqualsIfExists, a, false",
    })
    void valuesOrAndThoseOfANegatedOperatorNor(String operator, String actual, boolean expected) {
        RequestContext context = RequestContext.builder().put("x:Key", actual).build();
        assertThat(holds("{'" + operator + "': {'x:Key': ['a', 'b']}}", context))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ForAllValues:StringEquals, a b, true",
        "ForAllValues:StringEquals, a c, false",
        "ForAnyValue:StringEquals, a c, true",
        "ForAnyValue:StringEquals, c d, false",
        "ForAllValues:StringNotEquals, c d, true",
        "ForAllValues:StringNotEquals, a c, false",
        "ForAnyValue:StringNotEquals, a c, true",
        "ForAnyValue:StringNotEquals, a b, false",
    })
    void setOperatorsLookAtEveryValue(String operator, String actual, boolean expected) {
        RequestContext context = RequestContext.builder()
                .putMultivalued("aws:TagKeys", List.of(actual.split(" ")))
                .build();
        assertThat(holds("{'" + operator + "': {'aws:TagKeys': ['a', 'b']}}", context))
                .isEqualTo(expected);
    }

    @Test
    void operatorsAndKeysAllHaveToHold() {
        RequestContext context =
                RequestContext.builder().put("x:A", "1").put("x:B", "2").build();
        assertThat(holds("{'StringEquals': {'x:A': '1', 'x:B': '2'}, 'NumericLessThan': {'x:A': 2}}", context))
                .isTrue();
        assertThat(holds("{'StringEquals': {'x:A': '1', 'x:B': '3'}, 'NumericLessThan': {'x:A': 2}}", context))
                .isFalse();
        assertThat(holds("{'StringEquals': {'x:A': '1', 'x:B': '2'}, 'NumericLessThan': {'x:A': 1}}", context))
                .isFalse();
    }

    @Test
    void forAllValuesWithNullRefusesAMissingKey() {
        assertThat(holds("{'ForAllValues:StringEquals': {'k:x': 'a'}, 'Null': {'k:x': 'false'}}", RequestContext.EMPTY))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "false, false", "False, false"})
    void nullAsksForAbsence(String inPolicy, boolean holdsWhenAbsent) {
        String block = "{'Null': {'aws:TokenIssueTime': '" + inPolicy + "'}}";
        RequestContext present =
                RequestContext.builder().put("aws:tokenissuetime", "x").build();
        assertThat(holds(block, RequestContext.EMPTY)).isEqualTo(holdsWhenAbsent);
        assertThat(holds(block, present)).isNotEqualTo(holdsWhenAbsent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'true'", "'True'"})
    void boolTakesBooleansAndTexts(String inPolicy) {
        RequestContext context =
                RequestContext.builder().put("aws:MultiFactorAuthPresent", true).build();
        assertThat(holds("{'Bool': {'aws:MultiFactorAuthPresent': " + inPolicy + "}}", context))
                .isTrue();
    }

    @Test
    void boolIfExistsCatchesLongTermKeysWhereBoolDoesNot() {
        String value = " {'aws:MultiFactorAuthPresent': 'false'}}";
        RequestContext without = RequestContext.builder()
                .put("aws:MultiFactorAuthPresent", false)
                .build();
        RequestContext with =
                RequestContext.builder().put("aws:MultiFactorAuthPresent", true).build();
        assertThat(holds("{'BoolIfExists':" + value, RequestContext.EMPTY)).isTrue();
        assertThat(holds("{'BoolIfExists':" + value, without)).isTrue();
        assertThat(holds("{'BoolIfExists':" + value, with)).isFalse();
        assertThat(holds("{'Bool':" + value, RequestContext.EMPTY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, ${aws:username}, true",
        "StringEquals, ${missing}, false",
        "StringNotEquals, ${missing}, true",
        "StringEqualsIgnoreCase, ${aws:username}, true",
        "StringLike, ${aws:username}*, true",
        "StringLike, ${missing}*, false",
        "StringNotLike, ${missing}*, true",
        "StringLike, ${*}, false",
    })
    void variablesResolveAndUnresolvedOnesNeverMatch(String operator, String inPolicy, boolean expected) {
        RequestContext context = RequestContext.builder()
                .put("aws:username", "ann")
                .put("x:Key", "ann")
                .build();
        assertThat(holds("{'" + operator + "': {'x:Key': '" + inPolicy + "'}}", context))
                .isEqualTo(expected);
    }

    @Test
    void anArnInAVariableIsTakenApartAfterItWasResolved() {
        RequestContext context = RequestContext.builder()
                .put("aws:PrincipalArn", "arn:aws:iam::1:user/ann")
                .put("x:Key", "arn:aws:iam::1:user/ann")
                .build();
        assertThat(holds("{'ArnEquals': {'x:Key': '${aws:PrincipalArn}'}}", context))
                .isTrue();
    }

    @Test
    void anEmptyListOfValuesMatchesNothing() {
        RequestContext context = RequestContext.builder().put("x:Key", "a").build();
        assertThat(holds("{'StringEquals': {'x:Key': []}}", context)).isFalse();
        assertThat(holds("{'StringNotEquals': {'x:Key': []}}", context)).isTrue();
    }
}
