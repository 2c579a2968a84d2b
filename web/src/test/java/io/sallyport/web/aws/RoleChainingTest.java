// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/** A role's session that becomes another role. */
class RoleChainingTest extends ServedRoles {
    private static final String CONFLICT = "One of the specified transitive tag keys can't be set because it conflicts"
            + " with a transitive tag key from the calling session.";

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** A role that may assume any other, and reads users only for whoever bears {@code team=blue}. */
    private String link(String name) {
        String arn = newRole(name, trustingTheAccount());
        iam.putRolePolicy(in -> in.roleName(name).policyName("own").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "sts:*", "Resource": "*"},
                 {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*",
                  "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue"}}},
                 {"Effect": "Allow", "Action": "iam:ListGroups", "Resource": "*",
                  "Condition": {"StringEquals": {"aws:SourceIdentity": "tyler"}}}]}"""));
        return arn;
    }

    @Test
    void aChainLastsAnHourAtMostWhateverTheRolesLet() {
        String first = link("first");
        String second = link("second");
        iam.updateRole(in -> in.roleName("second").maxSessionDuration(43_200));
        AwsCredentials session = assumed(account.admin(), first);

        assertRefused(
                () -> assume(session, second, in -> in.durationSeconds(3_601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        assertThat(assume(session, second, in -> in.durationSeconds(3_600))
                        .credentials()
                        .expiration())
                .isEqualTo(server.clock().instant().plusSeconds(3_600));
        assertThat(assume(account.admin(), second, in -> in.durationSeconds(43_200))
                        .credentials()
                        .expiration())
                .isEqualTo(server.clock().instant().plusSeconds(43_200));
    }

    @Test
    void transitiveTagsGoAlongTheWholeChainAndOthersDoNot() {
        AwsCredentials first = AwsServer.credentials(assume(
                        account.admin(),
                        link("first"),
                        in -> in.tags(tag("Team", "blue"), tag("cost", "7")).transitiveTagKeys("team"))
                .credentials());
        assertThat(server.iam(first).listUsers().users()).isNotEmpty();
        AwsCredentials second = assumed(first, link("second"));
        AwsCredentials third = assumed(second, link("third"));
        assertThat(server.iam(third).listUsers().users()).isNotEmpty();

        AwsCredentials notTransitive = AwsServer.credentials(
                assume(account.admin(), account.arn("role/first"), in -> in.tags(tag("team", "blue")))
                        .credentials());
        assertThat(server.iam(notTransitive).listUsers().users()).isNotEmpty();
        AwsCredentials behind = assumed(notTransitive, account.arn("role/second"));
        assertRefused(() -> server.iam(behind).listUsers(), 403, "AccessDenied");
    }

    @Test
    void aTransitiveTagIsNotReplacedInAwssRecordedWords() {
        String second = link("second");
        AwsCredentials first = AwsServer.credentials(assume(
                        account.admin(),
                        link("first"),
                        in -> in.tags(tag("SessionTag1", "SessionValue1")).transitiveTagKeys("SessionTag1"))
                .credentials());

        for (String key : List.of("SessionTag1", "sessiontag1")) {
            assertRefused(
                    () -> assume(first, second, in -> in.tags(tag(key, "SessionValue2"))),
                    400,
                    "InvalidParameterValue",
                    CONFLICT);
        }
        assertThat(assume(first, second, in -> in.tags(tag("SessionTag2", "x"))).credentials())
                .isNotNull();
    }

    @Test
    void tagsThatDoNotFitAreRefusedInAwssRecordedWords() {
        String role = link("first");
        assertRefused(
                () -> assume(
                        account.admin(),
                        role,
                        in -> in.tags(tag("SessionTag1", "v")).transitiveTagKeys("InvalidKey")),
                400,
                "InvalidParameterValue",
                "The specified transitive tag key must be included in the requested tags.");
        assertRefused(
                () -> assume(
                        account.admin(),
                        role,
                        in -> in.tags(tag("SessionTag1", "v"), tag("sessiontag1", "w"))
                                .transitiveTagKeys("sessiontag1")),
                400,
                "InvalidParameterValue",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        assertThat(assume(
                                account.admin(),
                                role,
                                in -> in.tags(tag("SessionTag1", "v")).transitiveTagKeys("sessiontag1"))
                        .credentials())
                .isNotNull();
    }

    @Test
    void aTagThatComesAlongHasToBeAllowedByTheNextRole() {
        AwsCredentials first = AwsServer.credentials(assume(
                        account.admin(),
                        link("first"),
                        in -> in.tags(tag("team", "blue")).transitiveTagKeys("team"))
                .credentials());
        String closed = newRole("closed", trustingTheAccount().replace("sts:*", "sts:AssumeRole"));
        assertRefused(
                () -> assumed(first, closed),
                403,
                "AccessDenied",
                denied("arn:aws:sts::" + account.id() + ":assumed-role/first/session", "sts:TagSession", closed));
    }

    @Test
    void theSourceIdentityGoesAlongAndStaysTheSame() {
        String second = link("second");
        AssumeRoleResponse answer = assume(account.admin(), link("first"), in -> in.sourceIdentity("tyler"));
        assertThat(answer.sourceIdentity()).isEqualTo("tyler");
        AwsCredentials first = AwsServer.credentials(answer.credentials());
        assertRefused(() -> assume(first, second, in -> in.sourceIdentity("marla")), 403, "AccessDenied");

        for (AssumeRoleResponse chained :
                List.of(assume(first, second, in -> {}), assume(first, second, in -> in.sourceIdentity("tyler")))) {
            assertThat(chained.sourceIdentity()).isEqualTo("tyler");
            assertThat(server.iam(AwsServer.credentials(chained.credentials()))
                            .listGroups()
                            .groups())
                    .isEmpty();
        }
        AwsCredentials unidentified = assumed(account.admin(), second);
        assertRefused(() -> server.iam(unidentified).listGroups(), 403, "AccessDenied");

        String closed = newRole("closed", trustingTheAccount().replace("sts:*", "sts:AssumeRole"));
        assertRefused(
                () -> assumed(first, closed),
                403,
                "AccessDenied",
                denied(
                        "arn:aws:sts::" + account.id() + ":assumed-role/first/session",
                        "sts:SetSourceIdentity",
                        closed));
    }

    @Test
    void aTrustPolicyMayNameARoleOrOneSessionOfIt() {
        newRole("first", trustingUser("admin"));
        AwsCredentials session = assumed(account.admin(), account.arn("role/first"));
        AwsCredentials other = AwsServer.credentials(
                assume(account.admin(), account.arn("role/first"), in -> in.roleSessionName("other"))
                        .credentials());
        String byRole = newRole("byRole", trusting("{\"AWS\": \"" + account.arn("role/first") + "\"}", ""));
        String bySession = newRole(
                "bySession",
                trusting("{\"AWS\": \"arn:aws:sts::" + account.id() + ":assumed-role/first/session\"}", ""));

        assertThat(assumed(session, byRole)).isNotNull();
        assertThat(assumed(other, byRole)).isNotNull();
        assertThat(assumed(session, bySession)).isNotNull();
        assertRefused(() -> assumed(other, bySession), 403, "AccessDenied");
    }
}
