// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.ProvidedContext;

/** A role is assumed, over the wire. */
class AssumeRoleTest extends ServedRoles {
    @Test
    @SuppressWarnings("deprecation") // PackedPolicySize, by the SDK; AWS answers with it where there are policies
    void whomTheTrustPolicyNamesBecomesTheRoleAndMayWhatItMay() {
        AwsCredentials tyler = newUser("tyler");
        String role = newRole("reader", trustingUser("tyler"));
        String roleId = iam.getRole(in -> in.roleName("reader")).role().roleId();

        AssumeRoleResponse answer = assume(tyler, role, in -> in.roleSessionName("tyler@work"));

        String session = "arn:aws:sts::" + account.id() + ":assumed-role/reader/tyler@work";
        assertThat(answer.assumedRoleUser().arn()).isEqualTo(session);
        assertThat(answer.assumedRoleUser().assumedRoleId()).isEqualTo(roleId + ":tyler@work");
        assertThat(answer.packedPolicySize()).isNull();
        assertThat(answer.sourceIdentity()).isNull();
        assertThat(answer.credentials().accessKeyId()).startsWith("ASIA");
        assertThat(answer.credentials().expiration())
                .isEqualTo(server.clock().instant().plusSeconds(3_600));
        AwsCredentials reader = AwsServer.credentials(answer.credentials());
        GetCallerIdentityResponse identity = server.sts(reader).getCallerIdentity();
        assertThat(identity.arn()).isEqualTo(session);
        assertThat(identity.userId()).isEqualTo(roleId + ":tyler@work");
        assertThat(identity.account()).isEqualTo(account.id().value());
        assertThat(server.iam(reader).listUsers().users()).hasSize(2);
        assertRefused(
                () -> server.iam(reader).listRoles(),
                403,
                "AccessDenied",
                denied(session, "iam:ListRoles", account.arn("role/"))
                        + " because no identity-based policy allows the iam:ListRoles action");
    }

    @Test
    void aRoleThatTrustsTheAccountLeavesItToTheUsersOwnPolicies() {
        AwsCredentials tyler = newUser("tyler");
        String role = newRole("reader", trustingTheAccount());
        String refusal = denied(account.arn("user/tyler"), "sts:AssumeRole", role);
        assertRefused(() -> assumed(tyler, role), 403, "AccessDenied", refusal);

        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("p").policyDocument(SamplePolicies.allow("sts:AssumeRole")));
        assertThat(server.iam(assumed(tyler, role)).listUsers().users()).isNotEmpty();

        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("no").policyDocument(SamplePolicies.deny("sts:AssumeRole")));
        assertRefused(() -> assumed(tyler, role), 403, "AccessDenied", refusal);
    }

    @Test
    void aBoundaryLimitsWhoLeavesItToHerPoliciesAndNotWhomTheRoleNames() {
        AwsCredentials tyler = newUser("tyler");
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        iam.putUserPermissionsBoundary(
                in -> in.userName("tyler").permissionsBoundary("arn:aws:iam::aws:policy/IAMReadOnlyAccess"));

        String ofTheAccount = newRole("one", trustingTheAccount());
        assertRefused(() -> assumed(tyler, ofTheAccount), 403, "AccessDenied");
        assertThat(assumed(tyler, newRole("two", trustingUser("tyler")))).isNotNull();
    }

    @Test
    void whoIsNotTrustedDoesNotLearnWhetherThereIsSuchARole() {
        String hidden = newRole("hidden", trustingUser("admin"));
        AwsCredentials tyler = newUser("tyler");
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));

        for (String role : new String[] {
            hidden,
            account.arn("role/none"),
            account.arn("role/path/hidden"),
            account.arn("role/" + "x".repeat(65)),
            account.arn("user/tyler"),
            "arn:aws:iam::051826736434:role/hidden",
            "arn:aws-cn:iam::" + account.id() + ":role/hidden",
            "arn:aws:s3:::a-bucket-of-hers"
        }) {
            assertRefused(
                    () -> assumed(tyler, role),
                    403,
                    "AccessDenied",
                    denied(account.arn("user/tyler"), "sts:AssumeRole", role));
        }
    }

    @Test
    void rootAssumesNoRole() {
        String role = newRole("any", trusting("\"*\"", ""));
        assertRefused(
                () -> assumed(account.root(), role), 403, "AccessDenied", "Roles may not be assumed by root accounts.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing-valid-in-here",
                "arn::b:::something/test-role",
                "arn:a::::something/test-role",
                "arn:a:::something/test-role",
                "arn:a:a::aaaaaaaaaa:"
            })
    void whatIsNoArnIsRefusedAsRecordedFromAws(String arn) {
        assertRefused(() -> assumed(account.admin(), arn), 400, "ValidationError", arn + " is invalid");
    }

    @Test
    void theNameOfTheSessionIsLookedAtFirst() {
        assertRefused(
                () -> assume(account.admin(), "arn:a:b:::something/test-role", in -> in.roleSessionName("Session1:2")),
                400,
                "ValidationError",
                "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    @Test
    void aSessionLastsAsLongAsTheRoleLetsItAndNoLonger() {
        String role = newRole("reader", trustingUser("admin"));
        assertRefused(
                () -> assume(account.admin(), role, in -> in.durationSeconds(3_601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        iam.updateRole(in -> in.roleName("reader").maxSessionDuration(7_200));

        AssumeRoleResponse answer = assume(account.admin(), role, in -> in.durationSeconds(7_200));
        assertThat(answer.credentials().expiration())
                .isEqualTo(server.clock().instant().plusSeconds(7_200));
        AwsCredentials reader = AwsServer.credentials(answer.credentials());
        server.clock().forward(Duration.ofSeconds(7_199));
        assertThat(server.iam(reader).listUsers().users()).isNotEmpty();
        server.clock().forward(Duration.ofSeconds(1));
        assertRefused(() -> server.iam(reader).listUsers(), 403, "ExpiredToken");
    }

    @Test
    void whatUsersDoToThemselvesNeedsAUserWhenARoleDoesIt() {
        String role = newRole("operator", trustingUser("admin"));
        iam.attachRolePolicy(in -> in.roleName("operator").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        AwsCredentials operator = assumed(account.admin(), role);
        String must = "Must specify userName when calling with non-User credentials";

        assertRefused(() -> server.iam(operator).getUser(), 400, "ValidationError", must);
        assertRefused(() -> server.iam(operator).createAccessKey(), 400, "ValidationError", must);
        assertRefused(() -> server.iam(operator).listAccessKeys(), 400, "ValidationError", must);
        assertRefused(() -> server.iam(operator).listMFADevices(), 400, "ValidationError", must);
        assertThat(server.iam(operator)
                        .getUser(in -> in.userName("admin"))
                        .user()
                        .userName())
                .isEqualTo("admin");
    }

    @Test
    void aContextThatNobodyCanVerifyIsNotPassedOver() {
        String role = newRole("reader", trustingUser("admin"));
        assertRefused(
                () -> assume(
                        account.admin(),
                        role,
                        in -> in.providedContexts(ProvidedContext.builder()
                                .providerArn("arn:aws:iam::aws:contextProvider/IdentityCenter")
                                .contextAssertion("assertion")
                                .build())),
                400,
                "InvalidParameterValue");
    }

    @Test
    void aRoleOfAServiceIsAssumedByNobodyElse() {
        String linked = iam.createServiceLinkedRole(in -> in.awsServiceName("batch.amazonaws.com"))
                .role()
                .arn();
        assertRefused(
                () -> assumed(account.admin(), linked),
                403,
                "AccessDenied",
                denied(account.arn("user/admin"), "sts:AssumeRole", linked));
    }

    @Test
    void theLogTellsWhoBecameTheRoleAndWhatSheDidAsIt() {
        AwsCredentials tyler = newUser("tyler");
        String role = newRole("reader", trustingUser("tyler"));
        AssumeRoleResponse opened = assume(tyler, role, in -> in.roleSessionName("tyler@work"));
        JsonNode event = LoggedEvents.of(server.accounts(), account.id()).get(0);
        assertThat(event.get("eventName").asText()).isEqualTo("AssumeRole");
        assertThat(event.at("/userIdentity/userName").asText()).isEqualTo("tyler");
        assertThat(event.at("/requestParameters/roleArn").asText()).isEqualTo(role);
        assertThat(event.toString())
                .doesNotContain(
                        opened.credentials().secretAccessKey(),
                        opened.credentials().sessionToken());

        assertRefused(
                () -> server.iam(AwsServer.credentials(opened.credentials())).createUser(in -> in.userName("marla")),
                403,
                "AccessDenied");
        JsonNode denied = LoggedEvents.of(server.accounts(), account.id()).get(0);
        assertThat(denied.get("errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(denied.at("/userIdentity/type").asText()).isEqualTo("AssumedRole");
        assertThat(denied.at("/userIdentity/sessionContext/sessionIssuer/arn").asText())
                .isEqualTo(role);
    }
}
