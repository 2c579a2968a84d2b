// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

/** AWS's managed policies, as AWS's SDK sees them. */
class ManagedPolicyActionsTest extends ServedAccount {
    private static final ManagedPolicies DATA = new ManagedPolicies();
    private static final String BILLING = "arn:aws:iam::aws:policy/job-function/Billing";

    @Test
    void all1597AreListedGotAndReadInTheirVersion() {
        Map<String, Policy> listed = new HashMap<>();
        iam.listPoliciesPaginator(in -> in.scope(PolicyScopeType.AWS).maxItems(1000)).policies().stream()
                .forEach(policy -> listed.put(policy.arn(), policy));

        assertThat(listed).hasSize(1597);
        for (AwsManagedPolicy data : DATA.all()) {
            Policy policy = iam.getPolicy(in -> in.policyArn(data.arn())).policy();
            assertThat(policy.hasTags()).isTrue();
            assertThat(listed)
                    .containsEntry(
                            data.arn(),
                            policy.toBuilder().tags((List<Tag>) null).build());
            assertThat(policy.policyName()).isEqualTo(data.name());
            PolicyVersion version = iam.getPolicyVersion(
                            in -> in.policyArn(data.arn()).versionId(policy.defaultVersionId()))
                    .policyVersion();
            assertThat(URLDecoder.decode(version.document(), StandardCharsets.UTF_8))
                    .isEqualTo(data.json());
        }
    }

    @Test
    void aPolicyIsToldAsAwsTellsIt() {
        iam.createUser(in -> in.userName("tyler"));
        iam.createGroup(in -> in.groupName("payers"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(BILLING));
        iam.attachGroupPolicy(in -> in.groupName("payers").policyArn(BILLING));

        Policy policy = iam.getPolicy(in -> in.policyArn(BILLING)).policy();

        assertThat(policy.path()).isEqualTo("/job-function/");
        assertThat(policy.policyId()).matches("ANPA[A-Z2-7]{17}");
        assertThat(policy.attachmentCount()).isEqualTo(2);
        assertThat(policy.permissionsBoundaryUsageCount()).isZero();
        assertThat(policy.isAttachable()).isTrue();
        assertThat(policy.createDate()).isEqualTo(Instant.parse("2016-11-10T17:33:18Z"));
        assertThat(policy.hasTags()).isTrue();
        PolicyVersion version = iam.getPolicyVersion(in -> in.policyArn(BILLING).versionId(policy.defaultVersionId()))
                .policyVersion();
        assertThat(version.isDefaultVersion()).isTrue();
        assertThat(version.createDate()).isEqualTo(policy.updateDate());
        assertThat(version.document()).startsWith("%7B%22Version%22%3A%222012-10-17%22");
        assertThat(iam.listPolicyVersions(in -> in.policyArn(BILLING)).versions())
                .containsExactly(version.toBuilder().document(null).build());
    }

    @Test
    void theListKeepsToScopePathAndUse() {
        iam.createUser(in -> in.userName("tyler"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(BILLING));

        assertThat(iam.listPolicies(in -> in.scope(PolicyScopeType.LOCAL)).policies())
                .isEmpty();
        assertThat(iam.listPolicies(in -> in.pathPrefix("/job-function/")).policies())
                .hasSize(11)
                .allSatisfy(policy -> {
                    assertThat(policy.path()).isEqualTo("/job-function/");
                    assertThat(policy.hasTags()).isFalse();
                    assertThat(policy.description()).isNull();
                });
        assertThat(iam.listPolicies(in -> in.onlyAttached(true).scope(PolicyScopeType.ALL))
                        .policies())
                .extracting(Policy::policyName, Policy::attachmentCount)
                .containsExactly(tuple("AdministratorAccess", 1), tuple("Billing", 1));
        assertThat(iam.listPolicies(in -> in.onlyAttached(true).policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY))
                        .policies())
                .isEmpty();
        assertThat(iam.listPolicies(in -> in.policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY))
                        .policies())
                .as("as at AWS, the use counts only among what is attached")
                .hasSize(100);
    }

    @Test
    void aPolicyThatDoesNotExistIsNotFound() {
        String arn = "arn:aws:iam::aws:policy/Nonexistent";
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getPolicy(in -> in.policyArn(arn)), () -> iam.listPolicyVersions(in -> in.policyArn(arn)))) {
            assertRefused(call, 404, "NoSuchEntity", "Policy " + arn + " was not found.");
        }
        assertRefused(
                () -> iam.listEntitiesForPolicy(in -> in.policyArn(arn)),
                404,
                "NoSuchEntity",
                "Policy " + arn + " does not exist or is not attachable.");
        assertRefused(
                () -> iam.getPolicyVersion(in -> in.policyArn(arn).versionId("v1")),
                404,
                "NoSuchEntity",
                "Policy " + arn + " version v1 does not exist or is not attachable.");
        assertRefused(
                () -> iam.getPolicyVersion(in -> in.policyArn(BILLING).versionId("v999")),
                404,
                "NoSuchEntity",
                "Policy " + BILLING + " version v999 does not exist or is not attachable.");
    }

    @Test
    void theArnOfSomethingElseIsNotValid() {
        String arn = account.arn("not_a_policy/invalid");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getPolicy(in -> in.policyArn(arn)),
                () -> iam.getPolicyVersion(in -> in.policyArn(arn).versionId("v1")),
                () -> iam.listPolicyVersions(in -> in.policyArn(arn)),
                () -> iam.listEntitiesForPolicy(in -> in.policyArn(arn)),
                () -> iam.attachUserPolicy(in -> in.userName("admin").policyArn(arn)),
                () -> iam.detachUserPolicy(in -> in.userName("admin").policyArn(arn)))) {
            assertRefused(call, 400, "InvalidInput", "ARN " + arn + " is not valid.");
        }
        assertRefused(
                () -> iam.getPolicy(in -> in.policyArn("longpolicynamebutnoarn")),
                400,
                "ValidationError",
                "ARN longpolicynamebutnoarn is not valid.");
    }

    @Test
    void oneMayBeAllowedToReadOnePolicy() {
        AwsCredentials tyler = newUser("tyler");
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("p")
                .policyDocument(SamplePolicies.allow("iam:*").replace("\"*\"", '"' + BILLING + '"')));

        assertThat(server.iam(tyler)
                        .getPolicy(in -> in.policyArn(BILLING))
                        .policy()
                        .arn())
                .isEqualTo(BILLING);
        assertRefused(
                () -> server.iam(tyler).getPolicy(in -> in.policyArn(SamplePolicies.READ_ONLY)), 403, "AccessDenied");
        assertRefused(
                () -> server.iam(tyler).listPolicies(),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:ListPolicies on resource:"
                        + " policy path / because no identity-based policy allows the iam:ListPolicies action");
    }
}
