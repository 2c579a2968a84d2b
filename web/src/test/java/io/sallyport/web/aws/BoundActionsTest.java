// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.otp.QrCode;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Every bound action does what AWS says it does, as AWS's own SDK sees it. */
class BoundActionsTest extends ServedAccount {
    @Test
    void createUserAnswersWithTheUser() {
        User user = iam.createUser(in -> in.userName("Tyler").path("/team/")).user();

        assertThat(user.userName()).isEqualTo("Tyler");
        assertThat(user.path()).isEqualTo("/team/");
        assertThat(user.arn()).isEqualTo(account.arn("user/team/Tyler"));
        assertThat(user.userId()).matches("AIDA[A-Z2-7]{17}");
        assertThat(user.createDate()).isEqualTo(AwsServer.START);
        assertThat(user.passwordLastUsed()).isNull();
    }

    @Test
    void getUserFindsAUserInAnyCaseAndTheCallerByDefault() {
        iam.createUser(in -> in.userName("Tyler"));

        assertThat(iam.getUser(in -> in.userName("tYLER")).user().userName()).isEqualTo("Tyler");
        assertThat(iam.getUser().user().userName()).isEqualTo("admin");
    }

    @Test
    void getUserTellsRootOfRoot() {
        User root = server.iam(account.root()).getUser().user();

        assertThat(root.arn()).isEqualTo(account.arn("root"));
        assertThat(root.userId()).isEqualTo(account.id().value());
        assertThat(root.userName()).isNull();
    }

    @Test
    void listUsersKeepsToThePathPrefix() {
        iam.createUser(in -> in.userName("a").path("/team/one/"));
        iam.createUser(in -> in.userName("b").path("/teams/"));

        assertThat(iam.listUsers().users()).extracting(User::userName).containsExactly("a", "admin", "b");
        assertThat(iam.listUsers(in -> in.pathPrefix("/team/")).users())
                .extracting(User::userName)
                .containsExactly("a");
        assertThat(iam.listUsers(in -> in.pathPrefix("/team")).users())
                .extracting(User::userName)
                .containsExactly("a", "b");
        assertThat(iam.listUsers(in -> in.pathPrefix("/none/")).users()).isEmpty();
    }

    @Test
    void deleteUserForgetsTheUser() {
        iam.createUser(in -> in.userName("tyler"));
        iam.deleteUser(in -> in.userName("tyler"));

        assertThat(iam.listUsers().users()).extracting(User::userName).containsExactly("admin");
    }

    @Test
    void createGroupAnswersWithTheGroup() {
        Group group = iam.createGroup(in -> in.groupName("Devs").path("/team/")).group();

        assertThat(group.arn()).isEqualTo(account.arn("group/team/Devs"));
        assertThat(group.groupId()).matches("AGPA[A-Z2-7]{17}");
        assertThat(group.groupName()).isEqualTo("Devs");
    }

    @Test
    void aUserComesIntoAGroupOnceAndOutOfItAgain() {
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.groupName("devs").userName("admin"));
        iam.addUserToGroup(in -> in.groupName("DEVS").userName("ADMIN"));

        assertThat(iam.listGroupsForUser(in -> in.userName("admin")).groups())
                .extracting(Group::groupName)
                .containsExactly("devs");

        iam.removeUserFromGroup(in -> in.groupName("devs").userName("admin"));
        assertThat(iam.listGroupsForUser(in -> in.userName("admin")).groups()).isEmpty();
    }

    @Test
    void anAccessKeyIsShownOnceSignsAndIsForgotten() {
        iam.createUser(in -> in.userName("tyler"));
        AccessKey key = iam.createAccessKey(in -> in.userName("tyler")).accessKey();

        assertThat(key.userName()).isEqualTo("tyler");
        assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(key.secretAccessKey()).matches("[A-Za-z0-9/+]{40}");
        assertThat(key.status()).isEqualTo(StatusType.ACTIVE);
        StsClient sts = server.sts(AwsServer.credentials(key));
        assertThat(sts.getCallerIdentity().arn()).isEqualTo(account.arn("user/tyler"));
        assertThat(iam.listAccessKeys(in -> in.userName("tyler")).accessKeyMetadata())
                .extracting(AccessKeyMetadata::accessKeyId)
                .containsExactly(key.accessKeyId());

        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(key.accessKeyId()));
        assertThat(iam.listAccessKeys(in -> in.userName("tyler")).accessKeyMetadata())
                .isEmpty();
        Refusals.assertRefused(sts::getCallerIdentity, 403, "InvalidClientTokenId");
    }

    @Test
    void accessKeysAreTheCallersOwnByDefaultAlsoForRoot() {
        AccessKey mine = iam.createAccessKey().accessKey();
        assertThat(mine.userName()).isEqualTo("admin");
        assertThat(iam.listAccessKeys().accessKeyMetadata()).hasSize(2);
        iam.deleteAccessKey(in -> in.accessKeyId(mine.accessKeyId()));

        IamClient root = server.iam(account.root());
        AccessKey roots = root.createAccessKey().accessKey();
        assertThat(server.sts(AwsServer.credentials(roots)).getCallerIdentity().arn())
                .isEqualTo(account.arn("root"));
        assertThat(root.listAccessKeys().accessKeyMetadata()).hasSize(2);
        root.deleteAccessKey(in -> in.accessKeyId(roots.accessKeyId()));
        assertThat(root.listAccessKeys().accessKeyMetadata())
                .extracting(AccessKeyMetadata::accessKeyId)
                .containsExactly(account.root().accessKeyId());
    }

    @Test
    void createLoginProfileIsForTheCallerByDefault() {
        LoginProfile profile = iam.createLoginProfile(
                        in -> in.password("correct-Horse-9").passwordResetRequired(true))
                .loginProfile();

        assertThat(profile.userName()).isEqualTo("admin");
        assertThat(profile.passwordResetRequired()).isTrue();
        assertThat(profile.createDate()).isEqualTo(server.clock().instant());
    }

    @Test
    void createLoginProfileAsksForNoResetUnlessToldTo() {
        iam.createUser(in -> in.userName("tyler"));

        assertThat(iam.createLoginProfile(in -> in.userName("tyler").password("correct-Horse-9"))
                        .loginProfile()
                        .passwordResetRequired())
                .isFalse();
    }

    @Test
    void aVirtualDeviceShowsItsSeedOnceInTwoForms() {
        VirtualMFADevice app = iam.createVirtualMFADevice(
                        in -> in.virtualMFADeviceName("phone").path("/team/"))
                .virtualMFADevice();

        assertThat(app.serialNumber()).isEqualTo(account.arn("mfa/team/phone"));
        String seed = app.base32StringSeed().asUtf8String();
        assertThat(seed).as("nothing to pad").matches("[A-Z2-7]{64}");
        assertThat(QrCode.text(app.qrCodePNG().asByteArray()))
                .startsWith("otpauth://totp/")
                .contains("phone", "secret=" + seed);
        assertThat(iam.listVirtualMFADevices().virtualMFADevices())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.serialNumber()).isEqualTo(app.serialNumber());
                    assertThat(listed.base32StringSeed()).isNull();
                    assertThat(listed.qrCodePNG()).isNull();
                });

        iam.deleteVirtualMFADevice(in -> in.serialNumber(app.serialNumber()));
        assertThat(iam.listVirtualMFADevices().virtualMFADevices()).isEmpty();
    }

    @Test
    void aDeviceIsEnabledListedWithTheCallerAsDefaultAndDeactivated() {
        String serial = enabledApp("admin", "phone").serialNumber();

        assertThat(iam.listMFADevices().mfaDevices()).singleElement().satisfies(device -> {
            assertThat(device.serialNumber()).isEqualTo(serial);
            assertThat(device.userName()).isEqualTo("admin");
            assertThat(device.enableDate()).isEqualTo(server.clock().instant());
        });
        iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("spare"));
        assertThat(serials(AssignmentStatusType.ASSIGNED)).containsExactly(serial);
        assertThat(serials(AssignmentStatusType.UNASSIGNED)).containsExactly(account.arn("mfa/spare"));
        assertThat(serials(AssignmentStatusType.ANY)).hasSize(2);
        assertThat(iam.listVirtualMFADevices(in -> in.assignmentStatus(AssignmentStatusType.ASSIGNED))
                        .virtualMFADevices()
                        .get(0)
                        .user()
                        .userName())
                .isEqualTo("admin");

        server.iam(account.root())
                .deactivateMFADevice(in -> in.userName("admin").serialNumber(serial));
        assertThat(iam.listMFADevices().mfaDevices()).isEmpty();
        assertThat(serials(AssignmentStatusType.ASSIGNED)).isEmpty();
    }

    private List<String> serials(AssignmentStatusType status) {
        return iam.listVirtualMFADevices(in -> in.assignmentStatus(status)).virtualMFADevices().stream()
                .map(VirtualMFADevice::serialNumber)
                .toList();
    }

    @Test
    void aResyncedDeviceIsAcceptedAtItsOwnTime() {
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("slow"))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName("admin")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));
        StsClient sts = server.sts(account.admin());
        // Its clock is ten minutes fast.
        Function<Integer, String> shown =
                step -> codes.at(server.clock().instant().plus(AppCodes.STEP.multipliedBy(20L + step)));
        Refusals.assertRefused(
                () -> sts.getSessionToken(
                        in -> in.serialNumber(app.serialNumber()).tokenCode(shown.apply(2))),
                403,
                "AccessDenied");

        iam.resyncMFADevice(in -> in.userName("admin")
                .serialNumber(app.serialNumber())
                .authenticationCode1(shown.apply(0))
                .authenticationCode2(shown.apply(1)));

        assertThat(sts.getSessionToken(in -> in.serialNumber(app.serialNumber()).tokenCode(shown.apply(2)))
                        .credentials()
                        .accessKeyId())
                .startsWith("ASIA");
    }

    @Test
    void getCallerIdentityKnowsUserAndRoot() {
        GetCallerIdentityResponse admin = server.sts(account.admin()).getCallerIdentity();
        assertThat(admin.account()).isEqualTo(account.id().value());
        assertThat(admin.arn()).isEqualTo(account.arn("user/admin"));
        assertThat(admin.userId()).isEqualTo(iam.getUser().user().userId());

        GetCallerIdentityResponse root = server.sts(account.root()).getCallerIdentity();
        assertThat(root.arn()).isEqualTo(account.arn("root"));
        assertThat(root.userId()).isEqualTo(account.id().value());
    }

    @Test
    void getAccessKeyInfoReadsTheAccountOutOfAKeyId() {
        assertThat(server.sts(account.root())
                        .getAccessKeyInfo(in -> in.accessKeyId(account.admin().accessKeyId()))
                        .account())
                .isEqualTo(account.id().value());
    }

    @Test
    void getSessionTokenLastsTwelveHoursAndAnHourForRoot() {
        Credentials session = server.sts(account.admin()).getSessionToken().credentials();
        assertThat(session.expiration()).isEqualTo(server.clock().instant().plusSeconds(43_200));
        assertThat(server.sts(AwsServer.credentials(session))
                        .getCallerIdentity()
                        .arn())
                .isEqualTo(account.arn("user/admin"));
        assertThat(server.sts(account.admin())
                        .getSessionToken(in -> in.durationSeconds(900))
                        .credentials()
                        .expiration())
                .isEqualTo(server.clock().instant().plusSeconds(900));
        assertThat(server.sts(account.root())
                        .getSessionToken(in -> in.durationSeconds(129_600))
                        .credentials()
                        .expiration())
                .isEqualTo(server.clock().instant().plusSeconds(3_600));
    }
}
