// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.otp.QrCode;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;

/** From a virtual device that is made to one that is no more. */
class VirtualDevicesTest extends ServedAccount {
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
        assertRefused(
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
    void aUserHasEightDevices() {
        iam.createUser(in -> in.userName("tyler"));
        for (int i = 0; i < 8; i++) {
            enabledApp("tyler", "phone" + i);
        }
        VirtualMFADevice ninth = newApp("phone8");

        assertRefused(
                () -> iam.enableMFADevice(in -> enabling(ninth, "tyler", in)),
                409,
                "LimitExceeded",
                "Cannot exceed quota for MFADevicesPerUser: 8");
        iam.deactivateMFADevice(in -> in.userName("tyler").serialNumber(account.arn("mfa/phone0")));
        iam.enableMFADevice(in -> enabling(ninth, "tyler", in));
    }

    @Test
    void anEnabledDeviceIsNotDeleted() {
        VirtualMFADevice app = enabledApp("admin", "phone");

        assertRefused(
                () -> iam.deleteVirtualMFADevice(in -> in.serialNumber(app.serialNumber())),
                409,
                "DeleteConflict",
                "MFA VirtualDevice in use. Must deactivate first.");
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
}
