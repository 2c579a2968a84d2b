// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.User;

/** Permissions boundaries of users, as AWS's SDK sets and feels them. */
class UserBoundariesTest extends ServedAccount {
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String BILLING = "arn:aws:iam::aws:policy/job-function/Billing";

    private static final AttachedPermissionsBoundary READ_ONLY = AttachedPermissionsBoundary.builder()
            .permissionsBoundaryType("Policy")
            .permissionsBoundaryArn(SamplePolicies.READ_ONLY)
            .build();

    private void bound(String userName, String policyArn) {
        iam.putUserPermissionsBoundary(in -> in.userName(userName).permissionsBoundary(policyArn));
    }

    @Test
    void aBoundaryIsToldOfOneUserButNotInTheList() {
        User created = iam.createUser(in -> in.userName("tyler").permissionsBoundary(SamplePolicies.READ_ONLY))
                .user();

        assertThat(created.permissionsBoundary()).isEqualTo(READ_ONLY);
        assertThat(iam.getUser(in -> in.userName("tyler")).user().permissionsBoundary())
                .isEqualTo(READ_ONLY);
        assertThat(iam.listUsers().users()).allMatch(user -> user.permissionsBoundary() == null);
        iam.deleteUserPermissionsBoundary(in -> in.userName("tyler"));
        assertThat(iam.getUser(in -> in.userName("tyler")).user().permissionsBoundary())
                .isNull();
    }

    @Test
    void aBoundaryTakesThePlaceOfTheOneBefore() {
        iam.createUser(in -> in.userName("tyler").permissionsBoundary(BILLING));
        bound("tyler", SamplePolicies.READ_ONLY);

        assertThat(iam.getUser(in -> in.userName("tyler")).user().permissionsBoundary())
                .isEqualTo(READ_ONLY);
    }

    @Test
    void whatTheBoundaryDoesNotAllowIsDeniedInItsName() {
        AwsCredentials key = newUser("tyler");
        IamClient tyler = server.iam(key);
        bound("tyler", SamplePolicies.READ_ONLY);
        assertRefused(
                () -> tyler.listUsers(),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:ListUsers on resource: "
                        + account.arn("user/") + " because no identity-based policy allows the iam:ListUsers action");
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(ADMIN));

        assertThat(tyler.listUsers().users()).hasSize(2);
        assertRefused(
                () -> tyler.createUser(in -> in.userName("marla")),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:CreateUser on resource: "
                        + account.arn("user/marla")
                        + " because no permissions boundary allows the iam:CreateUser action");
        iam.deleteUserPermissionsBoundary(in -> in.userName("tyler"));
        assertThat(tyler.createUser(in -> in.userName("marla")).user()).isNotNull();
    }

    @Test
    void aBoundaryGoesWithItsUser() {
        iam.createUser(in -> in.userName("tyler").permissionsBoundary(BILLING));
        iam.deleteUser(in -> in.userName("tyler"));
        iam.createUser(in -> in.userName("tyler"));

        assertThat(iam.getUser(in -> in.userName("tyler")).user().permissionsBoundary())
                .isNull();
    }

    @Test
    void whatIsNoPolicyIsNoBoundary() {
        String wrong = account.arn("not_a_policy/invalid");
        String missing = account.arn("policy/nonexistent-policy");
        iam.createUser(in -> in.userName("tyler"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> bound("tyler", wrong),
                () -> iam.createUser(in -> in.userName("marla").permissionsBoundary(wrong)))) {
            assertRefused(call, 400, "InvalidInput", "ARN " + wrong + " is not valid.");
        }
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> bound("tyler", missing),
                () -> iam.createUser(in -> in.userName("marla").permissionsBoundary(missing)))) {
            assertRefused(call, 404, "NoSuchEntity", "Scope ARN: " + missing + " does not exist or is not attachable.");
        }
        assertRefused(() -> iam.getUser(in -> in.userName("marla")), 404, "NoSuchEntity");
        assertRefused(
                () -> bound("tyler", "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy"),
                400,
                "PolicyNotAttachable",
                "Cannot attach AWS reserved policy to an IAM user.");
    }

    @Test
    void nobodysBoundaryCannotBeChanged() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> bound("nobody", BILLING), () -> iam.deleteUserPermissionsBoundary(in -> in.userName("nobody")))) {
            assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
        assertRefused(
                () -> iam.deleteUserPermissionsBoundary(in -> in.userName("admin")),
                404,
                "NoSuchEntity",
                "The user with name admin does not have a permissions boundary.");
    }

    /** The delegation of the IAM User Guide, "Delegating responsibility to others using permissions boundaries". */
    @Test
    void aDelegateCreatesBoundedUsersOnlyAndCannotUnbindThem() {
        IamClient delegate = server.iam(newUser("delegate"));
        iam.putUserPolicy(in -> in.userName("delegate").policyName("p").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Resource": "*", "Action": [
                    "iam:CreateUser", "iam:PutUserPermissionsBoundary", "iam:AttachUserPolicy", "iam:DetachUserPolicy",
                    "iam:PutUserPolicy", "iam:DeleteUserPolicy"],
                   "Condition": {"StringEquals": {"iam:PermissionsBoundary": "%s"}}},
                  {"Effect": "Allow", "Action": "iam:DeleteUserPermissionsBoundary", "Resource": "*",
                   "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": "%s"}}}]}""".formatted(
                        SamplePolicies.READ_ONLY, SamplePolicies.READ_ONLY)));
        iam.createUser(in -> in.userName("free"));

        delegate.createUser(in -> in.userName("bounded").permissionsBoundary(SamplePolicies.READ_ONLY));
        delegate.attachUserPolicy(in -> in.userName("bounded").policyArn(ADMIN));
        delegate.detachUserPolicy(in -> in.userName("bounded").policyArn(ADMIN));
        delegate.putUserPolicy(in -> in.userName("bounded").policyName("p").policyDocument(SamplePolicies.allow("*")));
        delegate.deleteUserPolicy(in -> in.userName("bounded").policyName("p"));
        delegate.putUserPermissionsBoundary(in -> in.userName("free").permissionsBoundary(SamplePolicies.READ_ONLY));
        iam.deleteUserPermissionsBoundary(in -> in.userName("free"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> delegate.createUser(in -> in.userName("marla")),
                () -> delegate.createUser(in -> in.userName("marla").permissionsBoundary(ADMIN)),
                () -> delegate.putUserPermissionsBoundary(
                        in -> in.userName("bounded").permissionsBoundary(ADMIN)),
                () -> delegate.attachUserPolicy(in -> in.userName("free").policyArn(ADMIN)),
                () -> delegate.detachUserPolicy(in -> in.userName("free").policyArn(ADMIN)),
                () -> delegate.putUserPolicy(
                        in -> in.userName("free").policyName("p").policyDocument(SamplePolicies.allow("*"))),
                () -> delegate.deleteUserPolicy(in -> in.userName("free").policyName("p")),
                () -> delegate.deleteUserPermissionsBoundary(in -> in.userName("bounded")))) {
            assertRefused(call, 403, "AccessDenied");
        }
    }
}
