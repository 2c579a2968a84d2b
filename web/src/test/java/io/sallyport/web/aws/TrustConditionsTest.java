// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/** What a trust policy may ask of whoever wants to become the role. */
class TrustConditionsTest extends ServedRoles {
    private static Consumer<AssumeRoleRequest.Builder> tagged(String key, String value) {
        return in -> in.tags(Tag.builder().key(key).value(value).build());
    }

    private static Consumer<AssumeRoleRequest.Builder> asking(String how) {
        return switch (how) {
            case "plain" -> in -> {};
            case "external" -> in -> in.externalId("partner-7");
            case "otherExternal" -> in -> in.externalId("partner-8");
            case "named" -> in -> in.roleSessionName("tyler");
            case "identified" -> in -> in.sourceIdentity("tyler");
            case "team" -> tagged("team", "blue");
            case "otherTeam" -> tagged("team", "red");
            case "noTeam" -> tagged("other", "blue");
            case "transitive" ->
                in -> tagged("team", "blue")
                        .andThen(more -> more.transitiveTagKeys("team"))
                        .accept(in);
            default -> throw new AssertionError(how);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "StringEquals": {"sts:ExternalId": "partner-7"}                         | external   | otherExternal
            "StringEquals": {"sts:ExternalId": "partner-7"}                         | external   | plain
            "StringEquals": {"sts:RoleSessionName": "${aws:username}"}              | named      | plain
            "StringLike": {"sts:SourceIdentity": "ty*"}                             | identified | plain
            "Null": {"sts:SourceIdentity": "true"}                                  | plain      | identified
            "StringEquals": {"aws:RequestTag/Team": "blue"}                         | team       | otherTeam
            "StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"}     | team       | otherTeam
            "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}                  | team       | noTeam
            "Null": {"aws:TagKeys": "true"}                                         | plain      | team
            "ForAnyValue:StringEquals": {"sts:TransitiveTagKeys": "team"}           | transitive | team
            "StringEquals": {"aws:PrincipalTag/team": "blue"}, "StringEquals": {"sts:ExternalId": "partner-7"} | external | plain
            "StringEquals": {"aws:ResourceTag/of": "ops"}, "Null": {"sts:ExternalId": "true"} | plain | external
            "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::*:user/tyler"}, "Null": {"sts:ExternalId": "true"} | plain | external
            "IpAddress": {"aws:SourceIp": "127.0.0.1"}, "Null": {"sts:ExternalId": "true"} | plain | external
            """)
    void aConditionOfTheTrustPolicyLetsOneThroughAndNotTheOther(String condition, String good, String bad) {
        AwsCredentials tyler = newUser("tyler");
        iam.tagUser(in -> in.userName("tyler")
                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("team")
                        .value("blue")
                        .build()));
        String role =
                newRole("reader", trusting("{\"AWS\": \"" + account.arn("user/tyler") + "\"}", merged(condition)));
        iam.tagRole(in -> in.roleName("reader")
                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("of")
                        .value("ops")
                        .build()));

        assertThat(assume(tyler, role, asking(good)).credentials()).isNotNull();
        assertRefused(
                () -> assume(tyler, role, asking(bad)),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:AssumeRole", role));
    }

    /** Of two conditions with one operator a JSON object keeps the last: make it one. */
    private static String merged(String condition) {
        return condition.replace("}, \"StringEquals\": {", ", ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust", "own"})
    void tagsAndASourceIdentityHaveToBeAllowedOnBothSides(String side) {
        AwsCredentials tyler = newUser("tyler");
        String everything = "sts:*";
        String little = "sts:AssumeRole";
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("p")
                .policyDocument(SamplePolicies.allow(side.equals("own") ? little : everything)));
        String role =
                newRole("reader", trustingTheAccount().replace("sts:*", side.equals("trust") ? little : everything));

        assertThat(assume(tyler, role, in -> {}).credentials()).isNotNull();
        assertRefused(
                () -> assume(tyler, role, asking("team")),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:TagSession", role));
        assertRefused(
                () -> assume(tyler, role, asking("identified")),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:SetSourceIdentity", role));
    }
}
