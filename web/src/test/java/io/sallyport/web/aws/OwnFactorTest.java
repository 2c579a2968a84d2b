// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Who has a device changes her own devices in a session with one, as recorded from AWS. */
class OwnFactorTest extends ServedAccount {
    private static final String NEEDS_ONE =
            "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for"
                    + " this user.";

    private IamClient sessionOf(AwsCredentials key, VirtualMFADevice app) {
        server.clock().forward(AppCodes.STEP);
        String code = new AppCodes(app.base32StringSeed().asUtf8String())
                .at(server.clock().instant());
        return server.iam(AwsServer.credentials(server.sts(key)
                .getSessionToken(in -> in.serialNumber(app.serialNumber()).tokenCode(code))
                .credentials()));
    }

    @Test
    void aKeyAloneAddsTheFirstDeviceOnly() {
        VirtualMFADevice first = enabledApp("admin", "first");
        VirtualMFADevice second = newApp("second");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.enableMFADevice(in -> enabling(second, "admin", in)),
                () -> iam.enableMFADevice(in -> enabling(first, "admin", in)),
                () -> iam.deactivateMFADevice(in -> in.serialNumber(first.serialNumber())),
                () -> iam.deactivateMFADevice(in -> in.userName("admin").serialNumber(account.arn("mfa/none"))))) {
            assertRefused(call, 403, "AccessDenied", NEEDS_ONE);
        }

        IamClient session = sessionOf(account.admin(), first);
        session.enableMFADevice(in -> enabling(second, "admin", in));
        session.deactivateMFADevice(in -> in.serialNumber(first.serialNumber()));
        session.deactivateMFADevice(in -> in.serialNumber(second.serialNumber()));
        assertThat(iam.listMFADevices().mfaDevices()).isEmpty();

        VirtualMFADevice third = newApp("third");
        iam.enableMFADevice(in -> enabling(third, "admin", in));
    }

    @Test
    void aKeyAloneResynchronisesOnesOwnDevice() {
        VirtualMFADevice app = enabledApp("admin", "phone");
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        server.clock().forward(AppCodes.STEP.multipliedBy(3));

        iam.resyncMFADevice(in -> in.userName("admin")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));
    }

    @Test
    void whoHasADeviceChangesAnothersWithAKeyAsPoliciesAllow() {
        enabledApp("admin", "phone");
        iam.createUser(in -> in.userName("tyler"));
        String tylers = enabledApp("tyler", "tylers").serialNumber();
        enabledApp("tyler", "another");
        iam.deactivateMFADevice(in -> in.userName("tyler").serialNumber(tylers));

        assertThat(iam.listMFADevices(in -> in.userName("tyler")).mfaDevices()).hasSize(1);
    }

    @Test
    void rootToo() {
        VirtualMFADevice app = newApp("root-account-mfa-device");
        server.accounts().write(account.id(), in -> {
            CodeDevice device = (CodeDevice) in.mfaDevices().require(new MfaSerial(app.serialNumber()));
            return in.mfaDevices().assign(device, in.root().id(), server.clock().instant());
        });
        IamClient root = server.iam(account.root());
        assertThat(root.listMFADevices().mfaDevices()).singleElement().satisfies(device -> {
            assertThat(device.serialNumber()).isEqualTo(app.serialNumber());
            assertThat(device.userName()).isNull();
        });
        User listed = iam.listVirtualMFADevices().virtualMFADevices().get(0).user();
        assertThat(listed.arn()).isEqualTo(account.arn("root"));
        assertThat(listed.userName()).isNull();

        assertRefused(
                () -> root.deactivateMFADevice(in -> in.serialNumber(app.serialNumber())),
                403,
                "AccessDenied",
                NEEDS_ONE);
        sessionOf(account.root(), app).deactivateMFADevice(in -> in.serialNumber(app.serialNumber()));
        assertThat(root.listMFADevices().mfaDevices()).isEmpty();
    }

    @Test
    void policiesAreAskedFirst() {
        iam.createUser(in -> in.userName("tyler"));
        AwsCredentials key = AwsServer.credentials(
                iam.createAccessKey(in -> in.userName("tyler")).accessKey());
        String serial = enabledApp("tyler", "phone").serialNumber();

        assertRefused(
                () -> server.iam(key).deactivateMFADevice(in -> in.serialNumber(serial)),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:DeactivateMFADevice on"
                        + " resource: " + account.arn("user/tyler")
                        + " because no identity-based policy allows the iam:DeactivateMFADevice action");
    }
}
