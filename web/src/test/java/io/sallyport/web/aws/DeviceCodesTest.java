// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;

/** Which codes are taken, and which are not. */
class DeviceCodesTest extends ServedAccount {
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
        VirtualMFADevice app = enabledApp("admin", "phone");
        EnableMfaDeviceRequest seen =
                enabling(app, "admin", EnableMfaDeviceRequest.builder()).build();

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
        VirtualMFADevice app = enabledApp("admin", "phone");
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
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
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
        String half = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
        assertRefused(() -> sts.getSessionToken(in -> in.tokenCode("123456")), 403, "AccessDenied", half);
        assertRefused(() -> sts.getSessionToken(in -> in.serialNumber(app.serialNumber())), 403, "AccessDenied", half);
    }

    @Test
    void aSessionTakesNoCodeOfSomebodyElsesDevice() {
        iam.createUser(in -> in.userName("tyler"));
        VirtualMFADevice app = enabledApp("tyler", "phone");
        server.clock().forward(Duration.ofMinutes(1));
        String code = new AppCodes(app.base32StringSeed().asUtf8String())
                .at(server.clock().instant());

        for (String serial : List.of(app.serialNumber(), account.arn("mfa/none"))) {
            assertRefused(
                    () -> server.sts(account.admin())
                            .getSessionToken(in -> in.serialNumber(serial).tokenCode(code)),
                    403,
                    "AccessDenied",
                    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number"
                            + " is valid and associated with this user.");
        }
    }
}
