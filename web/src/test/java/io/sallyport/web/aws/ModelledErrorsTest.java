// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;

/** Each error of AWS's model that the bound actions can reach, with AWS's status, code and words. */
class ModelledErrorsTest extends ServedAccount {
    private String inlinePolicy(int size) {
        String empty = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"\",\"Effect\":\"Allow\",\"Action\":\"*\","
                + "\"Resource\":\"*\"}}";
        return empty.replace("\"Sid\":\"", "\"Sid\":\"" + "a".repeat(size - empty.length()));
    }

    private String serialOf(String name) {
        return iam.createVirtualMFADevice(in -> in.virtualMFADeviceName(name))
                .virtualMFADevice()
                .serialNumber();
    }

    private EnableMfaDeviceRequest.Builder enabling(VirtualMFADevice app, EnableMfaDeviceRequest.Builder in) {
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        return in.userName("admin")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant()));
    }

    private VirtualMFADevice newApp(String name) {
        return iam.createVirtualMFADevice(in -> in.virtualMFADeviceName(name)).virtualMFADevice();
    }

    // EntityAlreadyExists

    @Test
    void refusesAUserWhoseNameDiffersInCaseOnly() {
        iam.createUser(in -> in.userName("Tyler"));

        assertRefused(
                () -> iam.createUser(in -> in.userName("tyler")),
                409,
                "EntityAlreadyExists",
                "User with name tyler already exists.");
    }

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

    @Test
    void refusesToEnableADeviceTwice() {
        VirtualMFADevice app = newApp("phone");
        iam.enableMFADevice(in -> enabling(app, in));

        assertRefused(
                () -> iam.enableMFADevice(in -> enabling(app, in)),
                409,
                "EntityAlreadyExists",
                "MFA Device is already in use.");
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
                () -> iam.attachUserPolicy(in -> in.userName("nobody").policyArn(BoundActionsTest.READ_ONLY)),
                () -> iam.putUserPolicy(
                        in -> in.userName("nobody").policyName("p").policyDocument(BoundActionsTest.allow("*"))),
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

    @Test
    void everyActionOnAGroupSaysWhichGroupIsMissing() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.addUserToGroup(in -> in.groupName("none").userName("admin")),
                () -> iam.removeUserFromGroup(in -> in.groupName("none").userName("admin")),
                () -> iam.attachGroupPolicy(in -> in.groupName("none").policyArn(BoundActionsTest.READ_ONLY)))) {
            assertRefused(call, 404, "NoSuchEntity", "The group with name none cannot be found.");
        }
    }

    @Test
    void aKeyOfSomebodyElseIsAsMissingAsNone() {
        iam.createUser(in -> in.userName("tyler"));
        String admins = account.admin().accessKeyId();

        for (String id : List.of("AKIAIOSFODNN7EXAMPLE", admins)) {
            assertRefused(
                    () -> iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(id)),
                    404,
                    "NoSuchEntity",
                    "The Access Key with id " + id + " cannot be found.");
        }
    }

    @Test
    void everyActionOnADeviceSaysWhichDeviceIsMissing() {
        String serial = account.arn("mfa/none");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.enableMFADevice(in -> in.userName("admin")
                        .serialNumber(serial)
                        .authenticationCode1("000000")
                        .authenticationCode2("000000")),
                () -> iam.resyncMFADevice(in -> in.userName("admin")
                        .serialNumber(serial)
                        .authenticationCode1("000000")
                        .authenticationCode2("000000")),
                () -> iam.deactivateMFADevice(in -> in.serialNumber(serial)),
                () -> iam.deleteVirtualMFADevice(in -> in.serialNumber(serial)))) {
            assertRefused(call, 404, "NoSuchEntity", "MFA Device with serial number " + serial + " does not exist.");
        }
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

    // LimitExceeded

    @Test
    void aUserHasTwoAccessKeys() {
        iam.createAccessKey();

        assertRefused(
                () -> iam.createAccessKey(), 409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void aUserIsInTenGroups() {
        for (int i = 0; i <= 10; i++) {
            String group = "g" + i;
            iam.createGroup(in -> in.groupName(group));
        }
        for (int i = 0; i < 10; i++) {
            String group = "g" + i;
            iam.addUserToGroup(in -> in.groupName(group).userName("admin"));
        }

        assertRefused(
                () -> iam.addUserToGroup(in -> in.groupName("g10").userName("admin")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for GroupsPerUser: 10");
        iam.addUserToGroup(in -> in.groupName("g9").userName("admin"));
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

    @Test
    void inlinePoliciesOfAUserHave2048CharactersTogetherWithoutWhiteSpace() {
        iam.createUser(in -> in.userName("tyler"));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("a").policyDocument(inlinePolicy(1948)));
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("b")
                .policyDocument(inlinePolicy(100).replace(",", " ,\n\t ")));

        assertRefused(
                () -> iam.putUserPolicy(
                        in -> in.userName("tyler").policyName("B").policyDocument(inlinePolicy(101))),
                409,
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user tyler");
        assertRefused(
                () -> iam.putUserPolicy(
                        in -> in.userName("admin").policyName("p").policyDocument(inlinePolicy(2049))),
                409,
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user admin");
    }

    @Test
    void aUserHasEightDevices() {
        for (int i = 0; i < 8; i++) {
            VirtualMFADevice app = newApp("phone" + i);
            iam.enableMFADevice(in -> enabling(app, in));
        }
        VirtualMFADevice ninth = newApp("phone8");

        assertRefused(
                () -> iam.enableMFADevice(in -> enabling(ninth, in)),
                409,
                "LimitExceeded",
                "Cannot exceed quota for MFADevicesPerUser: 8");
        iam.deactivateMFADevice(in -> in.serialNumber(account.arn("mfa/phone0")));
        iam.enableMFADevice(in -> enabling(ninth, in));
    }

    // DeleteConflict

    @Test
    void deleteUserNamesWhatIsLeftOneAfterTheOther() throws SQLException {
        AwsCredentials key = AwsServer.credentials(createFullUser());
        assertThat(key.accessKeyId()).startsWith("AKIA");
        String id = iam.getUser(in -> in.userName("tyler")).user().userId();

        assertDeleteConflict("Cannot delete entity, must delete policies first.");
        server.sql("DELETE FROM inline_policy WHERE holder_id = ?", id);
        assertDeleteConflict("Cannot delete entity, must detach all policies first.");
        server.sql("DELETE FROM attached_policy WHERE holder_id = ?", id);
        assertDeleteConflict("Cannot delete entity, must delete access keys first.");
        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(key.accessKeyId()));
        assertDeleteConflict("Cannot delete entity, must delete MFA device first.");
        iam.deactivateMFADevice(in -> in.userName("tyler").serialNumber(account.arn("mfa/phone")));
        assertDeleteConflict("Cannot delete entity, must delete login profile first.");
        server.sql("DELETE FROM login_profile WHERE owner_id = ?", id);
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
        VirtualMFADevice app = newApp("phone");
        iam.enableMFADevice(in -> enabling(app, in).userName("tyler"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(BoundActionsTest.READ_ONLY));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument(BoundActionsTest.allow("iam:*")));
        return iam.createAccessKey(in -> in.userName("tyler")).accessKey();
    }

    private void assertDeleteConflict(String message) {
        assertRefused(() -> iam.deleteUser(in -> in.userName("tyler")), 409, "DeleteConflict", message);
    }

    @Test
    void anEnabledDeviceIsNotDeleted() {
        VirtualMFADevice app = newApp("phone");
        iam.enableMFADevice(in -> enabling(app, in));

        assertRefused(
                () -> iam.deleteVirtualMFADevice(in -> in.serialNumber(app.serialNumber())),
                409,
                "DeleteConflict",
                "MFA VirtualDevice in use. Must deactivate first.");
    }

    // Codes

    @Test
    void enablingTakesTwoConsecutiveFreshCodesInTheirOrder() {
        VirtualMFADevice app = newApp("phone");
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        String earlier = codes.at(server.clock().instant().minus(AppCodes.STEP));
        String now = codes.at(server.clock().instant());
        for (String[] pair : new String[][] {{now, earlier}, {now, now}, {earlier, "000000"}}) {
            assertRefused(
                    () -> iam.enableMFADevice(in -> in.userName("admin")
                            .serialNumber(app.serialNumber())
                            .authenticationCode1(pair[0])
                            .authenticationCode2(pair[1])),
                    403,
                    "InvalidAuthenticationCode",
                    "Authentication code for device is not valid.");
        }
        assertThat(iam.listMFADevices().mfaDevices()).isEmpty();
    }

    @Test
    void resyncTakesNoCodesThatWereSeen() {
        VirtualMFADevice app = newApp("phone");
        iam.enableMFADevice(in -> enabling(app, in));
        EnableMfaDeviceRequest seen =
                enabling(app, EnableMfaDeviceRequest.builder()).build();

        assertRefused(
                () -> iam.resyncMFADevice(in -> in.userName("admin")
                        .serialNumber(app.serialNumber())
                        .authenticationCode1(seen.authenticationCode1())
                        .authenticationCode2(seen.authenticationCode2())),
                403,
                "InvalidAuthenticationCode",
                "Authentication code for device is not valid.");
    }

    @Test
    void aSessionTakesNoWrongUsedOldOrLoneCode() {
        VirtualMFADevice app = newApp("phone");
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> enabling(app, in));
        String enrolment = codes.at(server.clock().instant());
        StsClient sts = server.sts(account.admin());
        server.clock().forward(Duration.ofMinutes(1));
        String fresh = codes.at(server.clock().instant());
        sts.getSessionToken(in -> in.serialNumber(app.serialNumber()).tokenCode(fresh));
        String old = codes.at(server.clock().instant().minus(Duration.ofMinutes(5)));

        for (String code : List.of(fresh, enrolment, old)) {
            assertRefused(
                    () -> sts.getSessionToken(
                            in -> in.serialNumber(app.serialNumber()).tokenCode(code)),
                    403,
                    "AccessDenied",
                    "MultiFactorAuthentication failed with invalid MFA one time pass code.");
        }
        String half = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
        assertRefused(() -> sts.getSessionToken(in -> in.tokenCode("123456")), 403, "AccessDenied", half);
        assertRefused(() -> sts.getSessionToken(in -> in.serialNumber(app.serialNumber())), 403, "AccessDenied", half);
    }

    @Test
    void aSessionTakesNoCodeOfSomebodyElsesDevice() {
        VirtualMFADevice app = newApp("phone");
        iam.createUser(in -> in.userName("tyler"));
        iam.enableMFADevice(in -> enabling(app, in).userName("tyler"));
        server.clock().forward(Duration.ofMinutes(1));
        String code = new AppCodes(app.base32StringSeed().asUtf8String())
                .at(server.clock().instant());

        for (String serial : List.of(app.serialNumber(), account.arn("mfa/none"))) {
            assertRefused(
                    () -> server.sts(account.admin())
                            .getSessionToken(in -> in.serialNumber(serial).tokenCode(code)),
                    403,
                    "AccessDenied",
                    "MultiFactorAuthentication failed with invalid MFA one time pass code.");
        }
    }

    // MalformedPolicyDocument, PasswordPolicyViolation, ValidationError

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | Syntax errors in policy.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},\"Statement\":[]}"
                        + " | Syntax errors in policy.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}"
                        + " | Policy statement must contain actions.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\"}}"
                        + " | Policy statement must contain resources.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"x\",\"Resource\":\"*\"}}"
                        + " | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"x\"}}"
                        + " | Resource x must be in ARN format or \"*\".",
            })
    void refusesAPolicyInAwssWords(String document, String message) {
        assertRefused(
                () -> iam.putUserPolicy(
                        in -> in.userName("admin").policyName("p").policyDocument(document)),
                400,
                "MalformedPolicyDocument",
                message);
    }

    @Test
    void refusesAPasswordThatTheDefaultPolicyForbids() {
        for (String weak : List.of("sH0rt!", "onlylowercase", "lower1234")) {
            assertRefused(() -> iam.createLoginProfile(in -> in.password(weak)), 400, "PasswordPolicyViolation");
        }
        String id = account.id().value();
        iam.createUser(in -> in.userName("Tyler-Durden-1"));
        assertRefused(
                () -> iam.createLoginProfile(in -> in.userName("Tyler-Durden-1").password("Tyler-Durden-1")),
                400,
                "PasswordPolicyViolation",
                "Password should not be identical to your account name or email address");
        assertThat(id).hasSize(12);
    }

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

    @Test
    void rootHasNoUserNameToDefaultTo() {
        assertRefused(
                () -> server.iam(account.root()).createLoginProfile(in -> in.password("correct-Horse-9")),
                400,
                "ValidationError",
                "Must specify userName when calling with non-User credentials");
    }

    @Test
    void createLoginProfileWithoutAPasswordIsRefused() {
        assertRefused(() -> iam.createLoginProfile(in -> in.userName("admin")), 400, "ValidationError");
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
                .policyDocument(BoundActionsTest.allow("*").replace("Allow", "Deny")));
        assertRefused(
                () -> server.iam(tyler).getUser(),
                403,
                "AccessDenied",
                "User: " + caller + " is not authorized to perform: iam:GetUser on resource: " + caller
                        + " with an explicit deny in an identity-based policy");
    }
}
