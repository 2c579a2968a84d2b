// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static io.sallyport.core.policy.advice.Advised.finds;
import static io.sallyport.core.policy.advice.Advised.silent;
import static io.sallyport.core.policy.advice.FindingCode.ALLOWS_ANYBODY;
import static io.sallyport.core.policy.advice.FindingCode.ALLOWS_EVERYTHING;
import static io.sallyport.core.policy.advice.FindingCode.ALLOWS_WHOLE_SERVICE;
import static io.sallyport.core.policy.advice.FindingCode.NOT_ACTION_IN_ALLOW;
import static io.sallyport.core.policy.advice.FindingCode.NOT_PRINCIPAL_IN_ALLOW;
import static io.sallyport.core.policy.advice.FindingCode.NOT_RESOURCE_IN_ALLOW;
import static io.sallyport.core.policy.advice.FindingCode.PASSES_EVERY_ROLE;
import static io.sallyport.core.policy.advice.FindingCode.SHADOWED_ALLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.PolicyType;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final String ASSUME = "'Effect': 'Allow', 'Action': 'sts:AssumeRole', ";

    @Test
    void everythingOnEverythingIsTooMuch() {
        finds(ALLOWS_EVERYTHING, "'Effect': 'Allow', 'Action': '*', 'Resource': '*'");
        finds(ALLOWS_EVERYTHING, "'Effect': 'Allow', 'Action': ['s3:GetObject', '*:*'], 'Resource': ['*']");
        finds(
                ALLOWS_EVERYTHING,
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*',"
                        + " 'Condition': {'Bool': {'aws:MultiFactorAuthPresent': 'true'}}");
        silent("'Effect': 'Deny', 'Action': '*', 'Resource': '*'");
        silent("'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::reports/*'");
        silent("'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': '*'");
    }

    @Test
    void whatOnlyBoundsOthersMayBeWide() {
        for (PolicyType type : new PolicyType[] {PolicyType.BOUNDARY, PolicyType.SESSION, PolicyType.SERVICE_CONTROL}) {
            silent(type, "'Effect': 'Allow', 'Action': '*', 'Resource': '*'");
            silent(type, "'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'");
        }
    }

    @Test
    void aWholeServiceIsTooMuchWhereNothingLimitsIt() {
        finds(ALLOWS_WHOLE_SERVICE, "'Effect': 'Allow', 'Action': ['s3:*', 'SQS:*'], 'Resource': '*'");
        silent("'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::reports*'");
        silent("'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*',"
                + " 'Condition': {'StringEquals': {'aws:RequestedRegion': 'eu-central-1'}}");
        silent("'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'");
        silent("'Effect': 'Allow', 'Action': 's3:List*', 'Resource': '*'");
    }

    @Test
    void allButIsTooMuchInAnAllow() {
        finds(NOT_ACTION_IN_ALLOW, "'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'");
        silent("'Effect': 'Deny', 'NotAction': 'iam:*', 'Resource': '*'");
        silent("'Effect': 'Allow', 'NotAction': 's3:DeleteBucket', 'Resource': 'arn:aws:s3:::*'");
        finds(
                NOT_RESOURCE_IN_ALLOW,
                "'Effect': 'Allow', 'Action': 's3:GetObject', 'NotResource': 'arn:aws:s3:::secret/*'");
        silent("'Effect': 'Deny', 'Action': 's3:GetObject', 'NotResource': 'arn:aws:s3:::open/*'");
    }

    @Test
    void anyRoleMayBePassedWhereNothingSaysToWhom() {
        String passRole = "'Effect': 'Allow', 'Action': ['ec2:RunInstances', 'iam:PassRole'], ";
        finds(PASSES_EVERY_ROLE, passRole + "'Resource': '*'");
        finds(PASSES_EVERY_ROLE, passRole + "'Resource': 'arn:aws:iam::051826736434:role/*'");
        finds(PASSES_EVERY_ROLE, "'Effect': 'Allow', 'Action': 'iam:Pass*', 'Resource': '*'");
        finds(PASSES_EVERY_ROLE, "'Effect': 'Allow', 'Action': 'iam:*', 'Resource': 'arn:aws:iam::*:role/*'");
        finds(ALLOWS_WHOLE_SERVICE, "'Effect': 'Allow', 'Action': 'iam:*', 'Resource': '*'");
        silent(passRole + "'Resource': 'arn:aws:iam::051826736434:role/app-*'");
        silent(passRole + "'Resource': '*',"
                + " 'Condition': {'StringEquals': {'iam:PassedToService': 'ec2.amazonaws.com'}}");
        silent("'Effect': 'Deny', 'Action': 'iam:PassRole', 'Resource': '*'");
        silent("'Effect': 'Allow', 'Action': 'iam:GetRole', 'Resource': '*'");
    }

    @Test
    void aDoorIsOpenToAnybodyWhereNoConditionSaysWho() {
        finds(ALLOWS_ANYBODY, PolicyType.TRUST, ASSUME + "'Principal': '*'");
        finds(ALLOWS_ANYBODY, PolicyType.TRUST, ASSUME + "'Principal': {'AWS': ['051826736434', '*']}");
        finds(
                ALLOWS_ANYBODY,
                PolicyType.RESOURCE,
                "'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b/*',"
                        + " 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}");
        silent(
                PolicyType.TRUST,
                ASSUME + "'Principal': '*', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}");
        silent(PolicyType.TRUST, ASSUME + "'Principal': {'AWS': '051826736434'}");
        silent(
                PolicyType.RESOURCE,
                "'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::b/*',"
                        + " 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}");
        finds(
                NOT_PRINCIPAL_IN_ALLOW,
                PolicyType.RESOURCE,
                "'Effect': 'Allow', 'NotPrincipal': {'AWS': '051826736434'}, 'Action': 's3:GetObject',"
                        + " 'Resource': 'arn:aws:s3:::b/*'");
    }

    @Test
    void aKeyPolicyMayGiveItsAccountAllOfTheKey() {
        silent(
                PolicyType.RESOURCE,
                "'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::051826736434:root'}, 'Action': 'kms:*',"
                        + " 'Resource': '*'");
    }

    @Test
    void anAllowIsShadowedByADenyOfAllOfIt() {
        String allow = "'Sid': 'Read', 'Effect': 'Allow', 'Action': ['s3:GetObject', 's3:GetBucket*'],"
                + " 'Resource': 'arn:aws:s3:::reports/*'";
        finds(SHADOWED_ALLOW, allow, "'Effect': 'Deny', 'Action': 's3:Get*', 'Resource': '*'");
        finds(SHADOWED_ALLOW, allow, "'Effect': 'Deny', 'Action': '*', 'Resource': 'arn:aws:s3:::*'");
        finds(
                SHADOWED_ALLOW,
                allow,
                "'Effect': 'Deny', 'NotAction': ['iam:*', 's3:Put*'], 'NotResource': 'arn:aws:s3:::open/*'");
        silent(allow, "'Effect': 'Deny', 'Action': 's3:GetObject', 'Resource': '*'");
        silent(allow, "'Effect': 'Deny', 'Action': 's3:Get*', 'Resource': 'arn:aws:s3:::reports/secret/*'");
        silent(allow, "'Effect': 'Deny', 'NotAction': 's3:GetO*', 'Resource': '*'");
        silent(
                allow,
                "'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*',"
                        + " 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}");
    }

    @Test
    void aDenyWithTheAllowsOwnConditionShadowsIt() {
        String condition = ", 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}";
        finds(
                SHADOWED_ALLOW,
                "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'" + condition,
                "'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'" + condition);
        silent(
                "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'",
                "'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'" + condition);
    }

    @Test
    void theShadowOfOnePrincipalDoesNotFallOnAnother() {
        String allow = "'Effect': 'Allow', 'Principal': {'AWS': '051826736434'}, 'Action': 'sqs:SendMessage',"
                + " 'Resource': '*'";
        silent(
                PolicyType.RESOURCE,
                allow,
                "'Effect': 'Deny', 'Principal': {'AWS': '111111111111'}, 'Action': 'sqs:*', 'Resource': '*'");
        finds(
                SHADOWED_ALLOW,
                PolicyType.RESOURCE,
                allow,
                "'Effect': 'Deny', 'Principal': '*', 'Action': 'sqs:*', 'Resource': '*'");
    }

    @Test
    void aFindingSaysWhereItStands() {
        Finding finding = Advised.statements(
                        PolicyType.IDENTITY,
                        "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'",
                        "'Effect': 'Allow', 'Action': ['s3:ListBucket', '*'], 'Resource': '*'")
                .get(0);
        assertThat(finding.path()).isEqualTo("Statement[1].Action[1]");
        assertThat(finding.span().start().line()).isEqualTo(1);
        assertThat(finding.span().start().column()).isEqualTo(153);
        assertThat(finding.severity()).isEqualTo(Severity.SECURITY_WARNING);
    }
}
