// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/** What our own requests tell a policy, each key with a value that holds and one that does not. */
class ConditionKeysTest extends ServedAccount {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private String tylersId = "";
    private IamClient tyler = iam;

    @BeforeEach
    void addTyler() {
        tylersId = iam.createUser(
                        in -> in.userName("Tyler").path("/team/").tags(tag("Team", "blue"), tag("Level", "7")))
                .user()
                .userId();
        iam.createUser(in -> in.userName("marla").tags(tag("team", "red")));
        tyler = server.iam(AwsServer.credentials(
                iam.createAccessKey(in -> in.userName("Tyler")).accessKey()));
    }

    /** Gives Tyler one statement and nothing else. */
    private void allow(String action, String condition) {
        iam.putUserPolicy(
                in -> in.userName("Tyler").policyName("one").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": %s, "Resource": "*", "Condition": %s}}""".formatted(action, condition)));
    }

    private static void refused(ThrowingCallable call) {
        Refusals.assertRefused(call, 403, "AccessDenied");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DateEquals    | aws:CurrentTime         | 2026-03-01T12:00:05Z                | 2026-03-01T12:00:06Z
            NumericEquals | aws:EpochTime           | 1772366405                          | 1772366406
            IpAddress     | aws:SourceIp            | 127.0.0.0/8                         | 192.0.2.0/24
            Bool          | aws:SecureTransport     | false                               | true
            StringLike    | aws:UserAgent           | aws-sdk-java/*                      | Mozilla/*
            StringEquals  | aws:Referer             | https://example.com/                | https://example.org/
            ArnEquals     | aws:PrincipalArn        | arn:aws:iam::ACCOUNT:user/team/Tyler | arn:aws:iam::ACCOUNT:user/Tyler
            StringEquals  | aws:PrincipalAccount    | ACCOUNT                             | 051826736434
            StringEquals  | aws:PrincipalType       | User                                | Account
            Bool          | aws:PrincipalIsAWSService | false                             | true
            Bool          | aws:ViaAWSService       | false                               | true
            StringEquals  | aws:PrincipalTag/team   | blue                                | Blue
            NumericLessThan | AWS:principaltag/LEVEL | 8                                  | 7
            StringEquals  | aws:userid              | TYLERS-ID                           | ACCOUNT
            StringEquals  | aws:username            | Tyler                               | tyler
            StringEquals  | aws:RequestedRegion     | us-east-1                           | eu-west-1
            Null          | aws:TokenIssueTime      | true                                | false
            Null          | aws:MultiFactorAuthPresent | true                             | false
            Null          | aws:MultiFactorAuthAge  | true                                | false
            StringEquals  | aws:ResourceAccount     | ACCOUNT                             | 051826736434
            StringEquals  | aws:ResourceTag/team    | red                                 | blue
            StringEquals  | iam:ResourceTag/Team    | red                                 | blue
            Null          | aws:ResourceTag/level   | true                                | false
            Null          | iam:PolicyARN           | true                                | false
            Null          | aws:TagKeys             | true                                | false
            """)
    void aRequestTellsOfItself(String operator, String key, String value, String other) {
        String condition = "{\"%s\": {\"%s\": \"%s\"}}";
        allow("\"iam:GetUser\"", condition.formatted(operator, key, known(value)));
        assertThat(getMarla()).isEqualTo("marla");
        allow("\"iam:GetUser\"", condition.formatted(operator, key, known(other)));
        refused(this::getMarla);
    }

    private String known(String value) {
        return value.replace("ACCOUNT", account.id().value()).replace("TYLERS-ID", tylersId);
    }

    private String getMarla() {
        return tyler.getUser(in -> in.userName("marla")
                        .overrideConfiguration(with -> with.putHeader("Referer", "https://example.com/")))
                .user()
                .userName();
    }

    @Test
    void ownTagsReachVariablesAndTheirChangeIsFeltAtOnce() {
        allow("\"iam:GetUser\"", "{\"StringEquals\": {\"aws:ResourceTag/team\": \"${aws:PrincipalTag/team}\"}}");
        refused(this::getMarla);
        iam.tagUser(in -> in.userName("tyler").tags(tag("TEAM", "red")));
        assertThat(getMarla()).isEqualTo("marla");
        iam.untagUser(in -> in.userName("marla").tagKeys("team"));
        refused(this::getMarla);
    }

    @Test
    void attachingAndDetachingTellThePolicysArn() {
        allow(
                "[\"iam:AttachUserPolicy\", \"iam:AttachGroupPolicy\", \"iam:DetachUserPolicy\", \"iam:DetachGroupPolicy\"]",
                "{\"ArnEquals\": {\"iam:PolicyARN\": \"" + READ_ONLY + "\"}}");
        iam.createGroup(in -> in.groupName("readers"));
        tyler.attachUserPolicy(in -> in.userName("marla").policyArn(READ_ONLY));
        tyler.attachGroupPolicy(in -> in.groupName("readers").policyArn(READ_ONLY));
        tyler.detachUserPolicy(in -> in.userName("marla").policyArn(READ_ONLY));
        tyler.detachGroupPolicy(in -> in.groupName("readers").policyArn(READ_ONLY));
        refused(() -> tyler.attachUserPolicy(in -> in.userName("marla").policyArn(ADMINISTRATOR)));
        refused(() -> tyler.attachGroupPolicy(in -> in.groupName("readers").policyArn(ADMINISTRATOR)));
        refused(() -> tyler.detachUserPolicy(in -> in.userName("marla").policyArn(ADMINISTRATOR)));
        refused(() -> tyler.detachGroupPolicy(in -> in.groupName("readers").policyArn(ADMINISTRATOR)));
    }

    @Test
    void taggingTellsItsTags() {
        allow(
                "[\"iam:CreateUser\", \"iam:TagUser\"]",
                "{\"StringEquals\": {\"aws:RequestTag/team\": [\"blue\", \"red\"]},"
                        + " \"ForAllValues:StringEquals\": {\"aws:TagKeys\": [\"team\", \"Level\"]}}");
        tyler.tagUser(in -> in.userName("marla").tags(tag("team", "blue"), tag("Level", "1")));
        tyler.createUser(in -> in.userName("zoe").tags(tag("team", "red")));
        refused(() -> tyler.tagUser(in -> in.userName("marla").tags(tag("team", "green"))));
        refused(() -> tyler.tagUser(in -> in.userName("marla").tags(tag("team", "blue"), tag("rank", "1"))));
        refused(() -> tyler.createUser(in -> in.userName("robert")));
        refused(() -> tyler.createUser(in -> in.userName("robert").tags(tag("team", "green"))));
    }

    @Test
    void untaggingTellsItsKeys() {
        allow("\"iam:UntagUser\"", "{\"ForAnyValue:StringEquals\": {\"aws:TagKeys\": \"team\"}}");
        tyler.untagUser(in -> in.userName("marla").tagKeys("level", "team"));
        refused(() -> tyler.untagUser(in -> in.userName("marla").tagKeys("level")));
    }

    @Test
    void creatingAUserWithTagsTakesThePermissionToTag() {
        allow("\"iam:CreateUser\"", "{}");
        tyler.createUser(in -> in.userName("zoe"));
        Refusals.assertRefused(
                () -> tyler.createUser(in -> in.userName("robert").tags(tag("team", "blue"))),
                403,
                "AccessDenied",
                "User: " + account.arn("user/team/Tyler") + " is not authorized to perform: iam:TagUser on resource: "
                        + account.arn("user/robert")
                        + " because no identity-based policy allows the iam:TagUser action");
    }

    @Test
    void aPathIsNoUserOfThatName() {
        iam.createUser(in -> in.userName("team").tags(tag("team", "red")));
        allow("[\"iam:ListUsers\", \"iam:GetUser\"]", "{\"StringEquals\": {\"aws:ResourceTag/team\": \"red\"}}");
        assertThat(tyler.getUser(in -> in.userName("team")).user().userName()).isEqualTo("team");
        refused(() -> tyler.listUsers(in -> in.pathPrefix("/team")));
    }

    @Test
    void awssOwnPoliciesAreOfNoAccount() {
        allow("\"iam:GetPolicy\"", "{\"Null\": {\"aws:ResourceAccount\": \"true\"}}");
        assertThat(tyler.getPolicy(in -> in.policyArn(READ_ONLY)).policy().arn())
                .isEqualTo(READ_ONLY);
        allow("\"iam:GetPolicy\"", "{\"Null\": {\"aws:ResourceAccount\": \"false\"}}");
        refused(() -> tyler.getPolicy(in -> in.policyArn(READ_ONLY)));
    }

    @Test
    void anExplicitDenyOfAManagedPolicyNamesIt() {
        String denyAll = "arn:aws:iam::aws:policy/AWSDenyAll";
        iam.attachUserPolicy(in -> in.userName("Tyler").policyArn(denyAll));
        assertThat(Refusals.assertRefused(this::getMarla, 403, "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .endsWith("with an explicit deny in an identity-based policy: " + denyAll);
    }
}
