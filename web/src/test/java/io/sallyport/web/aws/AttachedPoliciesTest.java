// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Managed policies on users and groups. */
class AttachedPoliciesTest extends ServedAccount {
    private static final String JOB = "arn:aws:iam::aws:policy/job-function/Billing";

    @Test
    void anAttachedPolicyGrantsThroughUserAndGroupAlike() {
        AwsCredentials tyler = newUser("tyler");
        AwsCredentials marla = newUser("marla");
        iam.createGroup(in -> in.groupName("readers"));
        iam.addUserToGroup(in -> in.groupName("readers").userName("marla"));
        assertRefused(() -> server.iam(tyler).listUsers(), 403, "AccessDenied");
        assertRefused(() -> server.iam(marla).listUsers(), 403, "AccessDenied");

        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(SamplePolicies.READ_ONLY));
        iam.attachGroupPolicy(in -> in.groupName("readers").policyArn(SamplePolicies.READ_ONLY));
        iam.attachGroupPolicy(in -> in.groupName("readers").policyArn(SamplePolicies.READ_ONLY));

        assertThat(server.iam(tyler).listUsers().users()).hasSize(3);
        assertThat(server.iam(marla).listUsers().users()).hasSize(3);
        assertRefused(() -> server.iam(marla).createUser(in -> in.userName("x")), 403, "AccessDenied");
    }

    @Test
    void whatIsDetachedGrantsNoMore() {
        AwsCredentials tyler = newUser("tyler");
        iam.createGroup(in -> in.groupName("readers"));
        iam.addUserToGroup(in -> in.groupName("readers").userName("tyler"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(SamplePolicies.READ_ONLY));
        iam.attachGroupPolicy(in -> in.groupName("readers").policyArn(SamplePolicies.READ_ONLY));

        iam.detachUserPolicy(in -> in.userName("tyler").policyArn(SamplePolicies.READ_ONLY));
        assertThat(server.iam(tyler).listUsers().users()).hasSize(2);
        iam.detachGroupPolicy(in -> in.groupName("readers").policyArn(SamplePolicies.READ_ONLY));

        assertRefused(() -> server.iam(tyler).listUsers(), 403, "AccessDenied");
        assertThat(iam.listAttachedUserPolicies(in -> in.userName("tyler")).attachedPolicies())
                .isEmpty();
        assertThat(iam.listAttachedGroupPolicies(in -> in.groupName("readers")).attachedPolicies())
                .isEmpty();
    }

    @Test
    void whatIsAttachedIsListedUnderItsPath() {
        iam.createUser(in -> in.userName("tyler"));
        iam.createGroup(in -> in.groupName("readers"));
        for (String arn : List.of(SamplePolicies.READ_ONLY, JOB)) {
            iam.attachUserPolicy(in -> in.userName("tyler").policyArn(arn));
            iam.attachGroupPolicy(in -> in.groupName("readers").policyArn(arn));
        }

        assertThat(iam.listAttachedUserPolicies(in -> in.userName("TYLER")).attachedPolicies())
                .containsExactly(attached("Billing", JOB), attached("ReadOnlyAccess", SamplePolicies.READ_ONLY));
        assertThat(iam.listAttachedUserPolicies(in -> in.userName("tyler").pathPrefix("/job-function/"))
                        .attachedPolicies())
                .containsExactly(attached("Billing", JOB));
        assertThat(iam.listAttachedGroupPolicies(in -> in.groupName("READERS").pathPrefix("/job-function/"))
                        .attachedPolicies())
                .containsExactly(attached("Billing", JOB));
        assertThat(iam.listAttachedGroupPolicies(in -> in.groupName("readers").pathPrefix("/other/"))
                        .attachedPolicies())
                .isEmpty();
    }

    @Test
    void whatIsAttachedIsListedWithoutRegardToCaseInPages() {
        String amazon = "arn:aws:iam::aws:policy/service-role/AmazonElasticMapReduceRole";
        String aws = "arn:aws:iam::aws:policy/service-role/AWSControlTowerServiceRolePolicy";
        iam.createUser(in -> in.userName("tyler"));
        List.of(aws, amazon)
                .forEach(arn -> iam.attachUserPolicy(in -> in.userName("tyler").policyArn(arn)));

        ListAttachedUserPoliciesResponse first =
                iam.listAttachedUserPolicies(in -> in.userName("tyler").maxItems(1));

        assertThat(first.attachedPolicies()).containsExactly(attached("AmazonElasticMapReduceRole", amazon));
        assertThat(iam.listAttachedUserPolicies(in -> in.userName("tyler").marker(first.marker()))
                        .attachedPolicies())
                .containsExactly(attached("AWSControlTowerServiceRolePolicy", aws));
    }

    private static AttachedPolicy attached(String name, String arn) {
        return AttachedPolicy.builder().policyName(name).policyArn(arn).build();
    }

    @Test
    void theHoldersOfAPolicyAreTold() {
        String user =
                iam.createUser(in -> in.userName("Tyler").path("/team/")).user().userId();
        String group = iam.createGroup(in -> in.groupName("Readers").path("/team/"))
                .group()
                .groupId();
        iam.createUser(in -> in.userName("marla"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(JOB));
        iam.attachUserPolicy(in -> in.userName("marla").policyArn(JOB));
        iam.attachGroupPolicy(in -> in.groupName("readers").policyArn(JOB));

        assertThat(iam.listEntitiesForPolicy(in -> in.policyArn(JOB).pathPrefix("/team/")))
                .satisfies(out -> {
                    assertThat(out.policyUsers())
                            .containsExactly(PolicyUser.builder()
                                    .userName("Tyler")
                                    .userId(user)
                                    .build());
                    assertThat(out.policyGroups())
                            .containsExactly(PolicyGroup.builder()
                                    .groupName("Readers")
                                    .groupId(group)
                                    .build());
                    assertThat(out.hasPolicyRoles()).isTrue();
                    assertThat(out.policyRoles()).isEmpty();
                });
        assertThat(holders(null, EntityType.USER)).isEqualTo("2 users, 0 groups");
        assertThat(holders(null, EntityType.GROUP)).isEqualTo("0 users, 1 groups");
        assertThat(holders(null, EntityType.ROLE)).isEqualTo("0 users, 0 groups");
        assertThat(holders(PolicyUsageType.PERMISSIONS_POLICY, null)).isEqualTo("2 users, 1 groups");
        assertThat(holders(PolicyUsageType.PERMISSIONS_BOUNDARY, null)).isEqualTo("0 users, 0 groups");
    }

    private String holders(@Nullable PolicyUsageType usage, @Nullable EntityType entity) {
        ListEntitiesForPolicyResponse out = iam.listEntitiesForPolicy(
                in -> in.policyArn(JOB).policyUsageFilter(usage).entityFilter(entity));
        return out.policyUsers().size() + " users, " + out.policyGroups().size() + " groups";
    }

    @Test
    void whatIsNotAttachedCannotBeDetached() {
        iam.createGroup(in -> in.groupName("devs"));
        for (String arn : List.of(JOB, "arn:aws:iam::aws:policy/Nonexistent")) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> iam.detachUserPolicy(in -> in.userName("admin").policyArn(arn)),
                    () -> iam.detachGroupPolicy(in -> in.groupName("devs").policyArn(arn)))) {
                assertRefused(call, 404, "NoSuchEntity", "Policy " + arn + " was not found.");
            }
        }
    }

    @Test
    void theArnOfSomethingElseIsNoPolicys() {
        String arn = account.arn("not_a_policy/invalid");
        iam.createGroup(in -> in.groupName("devs"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.attachUserPolicy(in -> in.userName("admin").policyArn(arn)),
                () -> iam.detachUserPolicy(in -> in.userName("admin").policyArn(arn)),
                () -> iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(arn)),
                () -> iam.detachGroupPolicy(in -> in.groupName("devs").policyArn(arn)))) {
            assertRefused(call, 400, "InvalidInput", "ARN " + arn + " is not valid.");
        }
    }

    @Test
    void aPolicyOfAServiceIsNotForUsersAndGroups() {
        String arn = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
        iam.createGroup(in -> in.groupName("devs"));

        assertRefused(
                () -> iam.attachUserPolicy(in -> in.userName("admin").policyArn(arn)),
                400,
                "PolicyNotAttachable",
                "Cannot attach AWS reserved policy to an IAM user.");
        assertRefused(
                () -> iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(arn)),
                400,
                "PolicyNotAttachable",
                "Cannot attach AWS reserved policy to an IAM group.");
    }

    @Test
    void aPolicyThatDoesNotExistIsNotAttachable() {
        String arn = "arn:aws:iam::aws:policy/Nonexistent";
        iam.createGroup(in -> in.groupName("devs"));

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.attachUserPolicy(in -> in.userName("admin").policyArn(arn)),
                () -> iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(arn)))) {
            assertRefused(call, 404, "NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.");
        }
    }

    private static final List<String> POLICIES = List.of(
            "AdministratorAccess",
            "PowerUserAccess",
            "ReadOnlyAccess",
            "SecurityAudit",
            "IAMFullAccess",
            "IAMReadOnlyAccess",
            "AmazonS3FullAccess",
            "AmazonS3ReadOnlyAccess",
            "AmazonEC2FullAccess",
            "AmazonEC2ReadOnlyAccess",
            "AmazonSQSFullAccess");

    @Test
    void aUserAndAGroupHaveTenAttachedPolicies() {
        iam.createUser(in -> in.userName("tyler"));
        iam.createGroup(in -> in.groupName("devs"));
        for (String policy : POLICIES.subList(0, 10)) {
            iam.attachUserPolicy(in -> in.userName("tyler").policyArn("arn:aws:iam::aws:policy/" + policy));
            iam.attachGroupPolicy(in -> in.groupName("devs").policyArn("arn:aws:iam::aws:policy/" + policy));
        }
        String last = "arn:aws:iam::aws:policy/" + POLICIES.get(10);

        assertRefused(
                () -> iam.attachUserPolicy(in -> in.userName("tyler").policyArn(last)),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PoliciesPerUser: 10");
        assertRefused(
                () -> iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(last)),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PoliciesPerGroup: 10");
    }
}
