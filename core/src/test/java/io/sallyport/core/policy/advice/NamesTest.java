// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static io.sallyport.core.policy.advice.Advised.finds;
import static io.sallyport.core.policy.advice.Advised.silent;
import static io.sallyport.core.policy.advice.FindingCode.OPERATOR_DOES_NOT_SUIT_KEY;
import static io.sallyport.core.policy.advice.FindingCode.UNKNOWN_ACTION;
import static io.sallyport.core.policy.advice.FindingCode.UNKNOWN_CONDITION_KEY;
import static io.sallyport.core.policy.advice.FindingCode.UNKNOWN_SERVICE;
import static io.sallyport.core.policy.advice.FindingCode.VARIABLE_BEFORE_RESOURCE;
import static io.sallyport.core.policy.advice.FindingCode.VARIABLE_WITHOUT_VERSION;
import static io.sallyport.core.policy.advice.FindingCode.WILDCARD_IS_LITERAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.PolicyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    private static String allow(String action) {
        return "'Effect': 'Allow', 'Action': '" + action + "', 'Resource': '*'";
    }

    private static String when(String operator, String key, String value) {
        return allow("s3:GetObject") + ", 'Condition': {'" + operator + "': {'" + key + "': '" + value + "'}}";
    }

    @Test
    void servicesAndActionsHaveToExist() {
        finds(UNKNOWN_SERVICE, allow("s4:GetObject"));
        finds(UNKNOWN_SERVICE, "'Effect': 'Deny', 'Action': ['i4m:A', 'i4m:B'], 'Resource': '*'");
        finds(UNKNOWN_ACTION, allow("s3:ListObjects"));
        finds(UNKNOWN_ACTION, allow("s3:Gte*"));
        silent(allow("S3:getobject"));
        silent(allow("s3:Get*Acl"));
        silent(allow("sallyport:ImportFobs"));
        silent("'Effect': 'Deny', 'Action': '*', 'Resource': '*'");
    }

    @Test
    void theNearestNameIsSuggested() {
        assertThat(Advised.statements(PolicyType.IDENTITY, allow("iam:CreateVirtualMFADevcie")))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .endsWith("did you mean iam:CreateVirtualMFADevice?");
        assertThat(Advised.statements(PolicyType.IDENTITY, allow("dynamdb:GetItem")))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .endsWith("did you mean dynamodb?");
    }

    @Test
    void keysOfAwsAndOursHaveToExist() {
        finds(UNKNOWN_CONDITION_KEY, when("Bool", "aws:MultiFactorAuthPresnet", "true"));
        finds(UNKNOWN_CONDITION_KEY, when("StringEquals", "sallyport:MfaMethods", "fido"));
        silent(when("StringEquals", "sallyport:mfamethod", "fido"));
        silent(when("StringEquals", "AWS:PrincipalTag/anything", "x"));
        silent(when("StringEquals", "s3:SomethingNew", "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, aws:SourceIp, 203.0.113.0/24",
        "StringLike, aws:SourceIp, 203.0.113.*",
        "StringLike, aws:CurrentTime, 2026-*",
        "StringEquals, aws:MultiFactorAuthPresent, true",
        "NumericEquals, aws:MultiFactorAuthPresent, 1",
        "StringEquals, aws:MultiFactorAuthAge, 300",
        "DateLessThan, aws:MultiFactorAuthAge, 2026-01-01T00:00:00Z",
        "Bool, aws:username, true",
        "IpAddress, aws:PrincipalArn, 203.0.113.0/24",
        "NumericEquals, sallyport:MfaAttested, 1",
        "StringEquals, sts:DurationSeconds, 900"
    })
    void aKeyIsComparedAsWhatItIs(String operator, String key, String value) {
        finds(OPERATOR_DOES_NOT_SUIT_KEY, when(operator, key, value));
    }

    @ParameterizedTest
    @CsvSource({
        "IpAddress, aws:SourceIp, 203.0.113.0/24",
        "NotIpAddressIfExists, aws:SourceIp, 203.0.113.0/24",
        "DateLessThan, aws:CurrentTime, 2026-01-01T00:00:00Z",
        "NumericGreaterThan, aws:EpochTime, 1700000000",
        "Bool, aws:MultiFactorAuthPresent, true",
        "NumericLessThan, aws:MultiFactorAuthAge, 300",
        "ArnLike, aws:PrincipalArn, arn:aws:iam::*:role/app",
        "StringLike, aws:PrincipalArn, arn:aws:iam::*:role/app",
        "NumericLessThan, aws:PrincipalTag/level, 5",
        "Bool, aws:ResourceTag/open, true",
        "Null, aws:TokenIssueTime, false"
    })
    void aKeyThatIsComparedAsWhatItIsPasses(String operator, String key, String value) {
        silent(when(operator, key, value));
    }

    @Test
    void equalsTakesWildcardsLiterally() {
        finds(WILDCARD_IS_LITERAL, when("StringEquals", "aws:username", "admin-*"));
        finds(WILDCARD_IS_LITERAL, when("StringNotEqualsIfExists", "aws:PrincipalTag/team", "*"));
        silent(when("StringLike", "aws:username", "admin-*"));
        silent(when("StringEquals", "aws:username", "admin-${*}"));
        silent(when("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/app"));
    }

    @Test
    void variablesNeedTheNewerVersion() {
        String statement = "'Statement': {'Effect': 'Allow', 'Action': 's3:GetObject',"
                + " 'Resource': 'arn:aws:s3:::home/${aws:username}/*'}}";
        assertThat(Advised.document(PolicyType.IDENTITY, "{" + statement))
                .extracting(Finding::code)
                .containsExactly(VARIABLE_WITHOUT_VERSION);
        assertThat(Advised.document(PolicyType.IDENTITY, "{'Version': '2008-10-17', " + statement))
                .extracting(Finding::code)
                .containsExactly(VARIABLE_WITHOUT_VERSION);
        assertThat(Advised.document(PolicyType.IDENTITY, "{'Version': '2012-10-17', " + statement))
                .isEmpty();
        assertThat(Advised.document(
                        PolicyType.IDENTITY,
                        "{'Statement': {'Effect': 'Deny', 'Action': 's3:GetObject', 'Resource': '*', 'Condition':"
                                + " {'StringNotEquals': {'s3:prefix': '${aws:username}'}}}}"))
                .extracting(Finding::code)
                .containsExactly(VARIABLE_WITHOUT_VERSION);
    }

    @Test
    void variablesStandInTheLastFieldOfAnArn() {
        finds(
                VARIABLE_BEFORE_RESOURCE,
                "'Effect': 'Allow', 'Action': 'sqs:SendMessage', 'Resource': 'arn:aws:sqs:*:${aws:PrincipalAccount}:q'");
        silent("'Effect': 'Allow', 'Action': 'sqs:SendMessage', 'Resource': 'arn:aws:sqs:*:*:q-${aws:username}'");
    }
}
