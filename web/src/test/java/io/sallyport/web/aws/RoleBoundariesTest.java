// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;

/** Permissions boundaries of roles, as AWS was recorded to show and refuse them. */
class RoleBoundariesTest extends ServedAccount {
    private static final AttachedPermissionsBoundary READ_ONLY = AttachedPermissionsBoundary.builder()
            .permissionsBoundaryType("Policy")
            .permissionsBoundaryArn(SamplePolicies.READ_ONLY)
            .build();

    private Role create(String name, String boundary) {
        return iam.createRole(in -> in.roleName(name)
                        .assumeRolePolicyDocument(RolesTest.TRUST)
                        .permissionsBoundary(boundary))
                .role();
    }

    private Role get(String name) {
        return iam.getRole(in -> in.roleName(name)).role();
    }

    private void bound(String name, String boundary) {
        iam.putRolePermissionsBoundary(in -> in.roleName(name).permissionsBoundary(boundary));
    }

    @Test
    void aBoundaryIsToldOfOneRoleButNotInTheList() {
        assertThat(create("r", SamplePolicies.READ_ONLY).permissionsBoundary()).isEqualTo(READ_ONLY);
        assertThat(get("r").permissionsBoundary()).isEqualTo(READ_ONLY);
        assertThat(iam.listRoles().roles()).allMatch(role -> role.permissionsBoundary() == null);
        iam.deleteRolePermissionsBoundary(in -> in.roleName("r"));
        assertThat(get("r").permissionsBoundary()).isNull();
        bound("r", "arn:aws:iam::aws:policy/job-function/Billing");
        bound("r", SamplePolicies.READ_ONLY);
        assertThat(get("r").permissionsBoundary()).isEqualTo(READ_ONLY);
    }

    @Test
    void itGoesWithItsRole() {
        create("r", SamplePolicies.READ_ONLY);
        iam.deleteRole(in -> in.roleName("r"));
        iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(RolesTest.TRUST));
        assertThat(get("r").permissionsBoundary()).isNull();
    }

    @Test
    void refusalsAreAwss() {
        create("r", SamplePolicies.READ_ONLY);
        String wrong = account.arn("not_a_policy/invalid");
        String missing = account.arn("policy/nonexistent-policy");
        for (String name : new String[] {"r", "new"}) {
            assertRefused(() -> set(name, wrong), 400, "InvalidInput", "ARN " + wrong + " is not valid.");
            assertRefused(
                    () -> set(name, missing),
                    404,
                    "NoSuchEntity",
                    "Scope ARN: " + missing + " does not exist or is not attachable.");
            assertRefused(
                    () -> set(name, "arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy"),
                    400,
                    "PolicyNotAttachable",
                    "Cannot attach AWS reserved policy to an IAM role.");
        }
        assertRefused(() -> get("new"), 404, "NoSuchEntity");
        assertRefused(
                () -> bound("none", SamplePolicies.READ_ONLY),
                404,
                "NoSuchEntity",
                "The role with name none cannot be found.");
        assertRefused(
                () -> iam.deleteRolePermissionsBoundary(in -> in.roleName("none")),
                404,
                "NoSuchEntity",
                "The role with name none cannot be found.");
        iam.deleteRolePermissionsBoundary(in -> in.roleName("r"));
        assertRefused(
                () -> iam.deleteRolePermissionsBoundary(in -> in.roleName("r")),
                404,
                "NoSuchEntity",
                "The role with name r does not have a permissions boundary.");
    }

    /** With the role that is there, or a new one. */
    private void set(String name, String boundary) {
        if (name.equals("new")) {
            create(name, boundary);
        } else {
            bound(name, boundary);
        }
    }

    @Test
    void aServiceLinkedRoleGetsNone() {
        iam.createServiceLinkedRole(in -> in.awsServiceName("batch.amazonaws.com"));
        String refusal =
                "Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - this role is only modifiable by AWS";
        assertRefused(
                () -> bound("AWSServiceRoleForBatch", SamplePolicies.READ_ONLY), 400, "UnmodifiableEntity", refusal);
        assertRefused(
                () -> iam.deleteRolePermissionsBoundary(in -> in.roleName("AWSServiceRoleForBatch")),
                400,
                "UnmodifiableEntity",
                refusal);
    }
}
