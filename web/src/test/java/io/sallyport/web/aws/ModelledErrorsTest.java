// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Errors that many actions share, with AWS's status, code and words. */
class ModelledErrorsTest extends ServedAccount {
    private String serialOf(String name) {
        return iam.createVirtualMFADevice(in -> in.virtualMFADeviceName(name))
                .virtualMFADevice()
                .serialNumber();
    }

    // EntityAlreadyExists

    @Test
    void refusesASecondGroupProfileAndDeviceOfTheSameName() {
        iam.createGroup(in -> in.groupName("devs"));
        iam.createLoginProfile(in -> in.password("correct-Horse-9"));
        serialOf("phone");

        assertRefused(
                () -> iam.createGroup(in -> in.groupName("Devs")),
                409,
                "EntityAlreadyExists",
                "Group with name Devs already exists.");
        assertRefused(
                () -> iam.createLoginProfile(in -> in.userName("admin").password("correct-Horse-9")),
                409,
                "EntityAlreadyExists",
                "Login Profile for user admin already exists.");
        assertRefused(() -> serialOf("phone"), 409, "EntityAlreadyExists", "MFA device already exists.");
    }

    // NoSuchEntity

    @Test
    void everyActionOnAUserSaysWhichUserIsMissing() {
        iam.createGroup(in -> in.groupName("devs"));
        String serial = serialOf("phone");
        List<ThrowingCallable> calls = List.of(
                () -> iam.getUser(in -> in.userName("nobody")),
                () -> iam.deleteUser(in -> in.userName("nobody")),
                () -> iam.addUserToGroup(in -> in.groupName("devs").userName("nobody")),
                () -> iam.removeUserFromGroup(in -> in.groupName("devs").userName("nobody")),
                () -> iam.listGroupsForUser(in -> in.userName("nobody")),
                () -> iam.createAccessKey(in -> in.userName("nobody")),
                () -> iam.listAccessKeys(in -> in.userName("nobody")),
                () -> iam.deleteAccessKey(in -> in.userName("nobody").accessKeyId("AKIAIOSFODNN7EXAMPLE")),
                () -> iam.createLoginProfile(in -> in.userName("nobody").password("correct-Horse-9")),
                () -> iam.attachUserPolicy(in -> in.userName("nobody").policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.detachUserPolicy(in -> in.userName("nobody").policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.listAttachedUserPolicies(in -> in.userName("nobody")),
                () -> iam.getUserPolicy(in -> in.userName("nobody").policyName("p")),
                () -> iam.deleteUserPolicy(in -> in.userName("nobody").policyName("p")),
                () -> iam.listUserPolicies(in -> in.userName("nobody")),
                () -> iam.putUserPolicy(
                        in -> in.userName("nobody").policyName("p").policyDocument(SamplePolicies.allow("*"))),
                () -> iam.listMFADevices(in -> in.userName("nobody")),
                () -> iam.deactivateMFADevice(in -> in.userName("nobody").serialNumber(serial)),
                () -> iam.enableMFADevice(in -> in.userName("nobody")
                        .serialNumber(serial)
                        .authenticationCode1("000000")
                        .authenticationCode2("000000")),
                () -> iam.resyncMFADevice(in -> in.userName("nobody")
                        .serialNumber(serial)
                        .authenticationCode1("000000")
                        .authenticationCode2("000000")));

        for (ThrowingCallable call : calls) {
            assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
    }

    // DeleteConflict

    @Test
    void deleteUserNamesWhatIsLeftOneAfterTheOther() {
        AwsCredentials key = AwsServer.credentials(createFullUser());
        assertThat(key.accessKeyId()).startsWith("AKIA");

        assertDeleteConflict("Cannot delete entity, must delete policies first.");
        iam.deleteUserPolicy(in -> in.userName("tyler").policyName("p"));
        assertDeleteConflict("Cannot delete entity, must detach all policies first.");
        iam.detachUserPolicy(in -> in.userName("tyler").policyArn(SamplePolicies.READ_ONLY));
        assertDeleteConflict("Cannot delete entity, must remove tokens from principal first.");
        iam.deactivateMFADevice(in -> in.userName("tyler").serialNumber(account.arn("mfa/phone")));
        assertDeleteConflict("Cannot delete entity, must delete access keys first.");
        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(key.accessKeyId()));
        assertDeleteConflict("Cannot delete entity, must delete login profile first.");
        iam.deleteLoginProfile(in -> in.userName("tyler"));
        assertDeleteConflict("Cannot delete entity, must remove users from group first.");
        iam.removeUserFromGroup(in -> in.groupName("devs").userName("tyler"));

        iam.deleteUser(in -> in.userName("tyler"));
        assertRefused(() -> iam.getUser(in -> in.userName("tyler")), 404, "NoSuchEntity");
    }

    private software.amazon.awssdk.services.iam.model.AccessKey createFullUser() {
        iam.createUser(in -> in.userName("tyler"));
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.groupName("devs").userName("tyler"));
        iam.createLoginProfile(in -> in.userName("tyler").password("correct-Horse-9"));
        enabledApp("tyler", "phone");
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(SamplePolicies.READ_ONLY));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument(SamplePolicies.allow("iam:*")));
        return iam.createAccessKey(in -> in.userName("tyler")).accessKey();
    }

    private void assertDeleteConflict(String message) {
        assertRefused(() -> iam.deleteUser(in -> in.userName("tyler")), 409, "DeleteConflict", message);
    }

    // ValidationError

    @Test
    void refusesAParameterInAwssWords() {
        assertRefused(
                () -> iam.createUser(in -> in.userName("a b")),
                400,
                "ValidationError",
                "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the"
                        + " following: +=,.@_-");
        assertRefused(
                () -> iam.createUser(in -> in.userName("a").path("team")),
                400,
                "ValidationError",
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric"
                        + " characters and/or / characters.");
        assertRefused(
                () -> iam.listUsers(in -> in.maxItems(0)),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1");
        assertRefused(() -> iam.listUsers(in -> in.marker("made-up")), 400, "ValidationError", "Invalid Marker.");
        assertRefused(
                () -> iam.attachUserPolicy(in -> in.userName("admin").policyArn("longpolicynamebutnoarn")),
                400,
                "ValidationError",
                "ARN longpolicynamebutnoarn is not valid.");
        assertRefused(
                () -> server.sts(account.admin()).getSessionToken(in -> in.durationSeconds(899)),
                400,
                "ValidationError",
                "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member"
                        + " must have value greater than or equal to 900");
    }

    // AccessDenied

    @Test
    void aDenialNamesCallerActionAndResource() {
        iam.createUser(in -> in.userName("tyler").path("/team/"));
        AwsCredentials tyler = AwsServer.credentials(
                iam.createAccessKey(in -> in.userName("tyler")).accessKey());
        String caller = account.arn("user/team/tyler");

        assertRefused(
                () -> server.iam(tyler).createUser(in -> in.userName("x").path("/p/")),
                403,
                "AccessDenied",
                "User: " + caller + " is not authorized to perform: iam:CreateUser on resource: "
                        + account.arn("user/p/x")
                        + " because no identity-based policy allows the iam:CreateUser action");
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("no")
                .policyDocument(SamplePolicies.allow("*").replace("Allow", "Deny")));
        assertRefused(
                () -> server.iam(tyler).getUser(),
                403,
                "AccessDenied",
                "User: " + caller + " is not authorized to perform: iam:GetUser on resource: " + caller
                        + " with an explicit deny in an identity-based policy");
    }
}
