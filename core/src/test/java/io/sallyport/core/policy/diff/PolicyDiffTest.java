// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    private static final ServiceCatalogue CATALOGUE = new ServiceCatalogue();
    private static final String ALLOW = "'Effect': 'Allow', 'Resource': '*', ";

    /** Each change as kind, actions, exceptions, limits. */
    private static List<String> diff(PolicyType type, String before, String after) {
        return PolicyDiff.between(document(type, before), document(type, after), type, CATALOGUE).stream()
                .map(PolicyDiffTest::text)
                .toList();
    }

    private static List<String> diff(String before, String after) {
        return diff(PolicyType.IDENTITY, before, after);
    }

    /** @param statements with single quotes for double ones and without the outermost braces */
    private static PolicyDocument document(PolicyType type, String statements) {
        return PolicyDocument.parse(
                ("{'Version': '2012-10-17', 'Statement': [{" + statements + "}]}").replace('\'', '"'), type);
    }

    private static String text(Change change) {
        return change.kind() + " "
                + some(change.actions().include(), change.actions().except())
                + change.limits().stream()
                        .map(limit -> " | " + limit.name() + " " + some(limit.include(), limit.except()))
                        .collect(Collectors.joining());
    }

    private static String some(List<String> include, List<String> except) {
        return String.join(", ", include) + (except.isEmpty() ? "" : " but " + String.join(", ", except));
    }

    @Test
    void anotherSpellingOfTheSameIsNoChange() {
        assertThat(diff(
                        ALLOW + "'Action': ['iam:GetUser', 'iam:GetUserPolicy']",
                        "'Sid': 'A', " + ALLOW + "'Action': 'IAM:GetUserPolicy'}, {" + ALLOW
                                + "'Action': ['iam:getuser']"))
                .isEmpty();
        assertThat(diff(
                        ALLOW + "'Action': 's3:*', 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}",
                        ALLOW
                                + "'Action': 's3:*', 'Condition': {'bool': {'AWS:SECURETRANSPORT': true}}"
                                        .replace("bool", "Bool")))
                .isEmpty();
        assertThat(diff(
                        "'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'",
                        "'Effect': 'Deny', 'NotAction': '*', 'Resource': '*'}, {'Effect': 'Deny', 'Action': 's3:*',"
                                + " 'Resource': '*'"))
                .isEmpty();
    }

    @Test
    void actionsAreGainedAndLostAndFolded() {
        assertThat(diff(ALLOW + "'Action': 'sqs:*'", ALLOW + "'Action': ['sqs:SendMessage', 'sns:Publish']"))
                .containsExactly("GAINED sns:Publish", "LOST sqs:* but sqs:SendMessage");
        assertThat(diff(ALLOW + "'Action': 'ec2:Describe*'", ALLOW + "'Action': 'ec2:*'"))
                .containsExactly("GAINED ec2:* but ec2:Describe*");
        assertThat(diff(ALLOW + "'Action': 's3:ListBucket'", ALLOW + "'NotAction': 'iam:*'"))
                .containsExactly("GAINED * but iam:*, s3:ListBucket");
    }

    @Test
    void resourcesAreNamedByTheirPatterns() {
        assertThat(diff(
                        "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::a/*'",
                        ALLOW + "'Action': 's3:GetObject'"))
                .containsExactly("GAINED s3:GetObject | Resource * but arn:aws:s3:::a/*");
        assertThat(diff(
                        "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::a/*'",
                        "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': ['arn:aws:s3:::a/open/*',"
                                + " 'arn:aws:s3:::b/${aws:username}/*']"))
                .containsExactly(
                        "GAINED s3:GetObject | Resource arn:aws:s3:::b/${aws:username}/*",
                        "LOST s3:GetObject | Resource arn:aws:s3:::a/* but arn:aws:s3:::a/open/*");
    }

    @Test
    void conditionsAreToldByTheirValues() {
        String when = ALLOW + "'Action': 's3:GetObject', 'Condition': ";
        assertThat(diff(
                        when + "{'Bool': {'aws:MultiFactorAuthPresent': 'true'}}",
                        when + "{'BoolIfExists': {'aws:MultiFactorAuthPresent': 'true'}}"))
                .containsExactly("GAINED s3:GetObject | aws:MultiFactorAuthPresent (absent)");
        assertThat(diff(
                        when + "{'NumericLessThan': {'aws:MultiFactorAuthAge': 3600}}",
                        when + "{'NumericLessThan': {'aws:MultiFactorAuthAge': 900}}"))
                .containsExactly("LOST s3:GetObject | aws:MultiFactorAuthAge 900, below 3600, above 900");
        assertThat(diff(
                        ALLOW + "'Action': 's3:GetObject'",
                        when + "{'StringEquals': {'aws:RequestedRegion': ['eu-central-1', 'eu-west-1']}}"))
                .containsExactly("LOST s3:GetObject | aws:RequestedRegion  but eu-central-1, eu-west-1");
        assertThat(diff(
                        when + "{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}",
                        when + "{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}, 'DateLessThan':"
                                + " {'aws:CurrentTime': '2030-01-01T00:00:00Z'}}"))
                .containsExactly("LOST s3:GetObject | aws:CurrentTime  but before 2030-01-01T00:00:00Z"
                        + " | aws:SourceIp 203.0.113.0/24");
    }

    @Test
    void aGuardThatComesOrGoesIsToldThoughNothingIsAllowed() {
        String deny = "'Effect': 'Deny', 'Action': 'iam:*', 'Resource': '*'";
        String less = "'Effect': 'Deny', 'Action': 'iam:Delete*', 'Resource': '*'";
        assertThat(diff(deny, less)).containsExactly("NO_LONGER_DENIED iam:* but iam:Delete*");
        assertThat(diff(less, deny)).containsExactly("DENIED iam:* but iam:Delete*");
        assertThat(diff(ALLOW + "'Action': 'iam:GetUser'", ALLOW + "'Action': 'iam:GetUser'}, {" + deny))
                .containsExactly("LOST iam:GetUser", "DENIED iam:* but iam:GetUser");
    }

    @Test
    void doorsAreComparedByWhoComes() {
        String assume = "'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': ";
        assertThat(diff(
                        PolicyType.TRUST,
                        assume + "{'AWS': ['111111111111', 'arn:aws:iam::222222222222:role/ci/build']}",
                        assume + "{'AWS': 'arn:aws:iam::111111111111:root', 'Service': 'ec2.amazonaws.com'}"))
                .containsExactly(
                        "GAINED sts:AssumeRole | Principal ec2.amazonaws.com",
                        "LOST sts:AssumeRole | Principal arn:aws:iam::222222222222:role/ci/build");
        assertThat(diff(PolicyType.TRUST, assume + "{'AWS': '111111111111'}", assume + "'*'"))
                .containsExactly("GAINED sts:AssumeRole | Principal * but 111111111111");
    }

    @Test
    void controlPoliciesAreComparedByWhatTheyDeny() {
        String deny = "'Effect': 'Deny', 'Principal': '*', 'Resource': '*', 'Action': ";
        assertThat(diff(PolicyType.RESOURCE_CONTROL, deny + "'s3:*'", deny + "['s3:*', 'sqs:SendMessage']"))
                .containsExactly("LOST sqs:SendMessage");
        assertThat(diff(
                        PolicyType.SERVICE_CONTROL,
                        ALLOW + "'Action': '*'",
                        ALLOW + "'Action': '*'}, {'Effect': 'Deny', 'Action': 'iam:*', 'Resource': '*'"))
                .containsExactly("LOST iam:*");
    }

    @Test
    void administratorsMayMoreThanPowerUsers() {
        ManagedPolicies managed = new ManagedPolicies();
        PolicyDocument power = managed(managed, "PowerUserAccess");
        PolicyDocument administrator = managed(managed, "AdministratorAccess");
        List<Change> gained = PolicyDiff.between(power, administrator, PolicyType.MANAGED, CATALOGUE);
        assertThat(gained).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.GAINED);
            assertThat(change.actions().include()).containsExactly("account:*", "iam:*", "organizations:*");
            assertThat(change.actionCount()).isGreaterThan(200);
        });
        assertThat(PolicyDiff.between(administrator, administrator, PolicyType.MANAGED, CATALOGUE))
                .isEmpty();
    }

    @Test
    void manyConditionsAreStillCompared() {
        StringBuilder conditions = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            conditions.append(i == 0 ? "" : ", ").append("'s3:Key").append(i).append("': 'v'");
        }
        String before = ALLOW + "'Action': 's3:GetObject', 'Condition': {'StringEquals': {" + conditions + "}}";
        assertThat(diff(before, before.replace("GetObject'", "GetObjectAcl'")))
                .hasSize(2)
                .allSatisfy(change -> assertThat(change).contains("| conditions s3:Key0 v, s3:Key1 v"));
    }

    private static PolicyDocument managed(ManagedPolicies policies, String name) {
        return PolicyDocument.parse(
                policies.find("arn:aws:iam::aws:policy/" + name).orElseThrow().json());
    }
}
