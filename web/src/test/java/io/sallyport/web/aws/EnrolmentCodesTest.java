// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** The codes that enabled a device or resynchronised it open nothing afterwards, wherever a code is taken. */
class EnrolmentCodesTest extends ServedRoles {
    private static final String USED = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    private static final String NOT_VALID = "Authentication code for device is not valid.";

    private AwsCredentials tyler;
    private VirtualMFADevice app;
    private String role;

    @BeforeEach
    void giveTylerAnApp() {
        tyler = newUser("tyler");
        role = newRole("guarded", trustingUser("tyler"));
        app = enabledApp("tyler", "phone");
    }

    private String shown(int step) {
        Instant at = server.clock().instant().plus(AppCodes.STEP.multipliedBy(step));
        return new AppCodes(app.base32StringSeed().asUtf8String()).at(at);
    }

    private void assertOpensNothing(String code) {
        assertRefused(
                () -> server.sts(tyler)
                        .getSessionToken(
                                in -> in.serialNumber(app.serialNumber()).tokenCode(code)),
                403,
                "AccessDenied",
                USED);
        assertRefused(
                () -> assume(
                        tyler, role, in -> in.serialNumber(app.serialNumber()).tokenCode(code)),
                403,
                "AccessDenied",
                USED);
    }

    private void assertDoNotResync(String first, String second) {
        assertRefused(
                () -> iam.resyncMFADevice(in -> in.userName("tyler")
                        .serialNumber(app.serialNumber())
                        .authenticationCode1(first)
                        .authenticationCode2(second)),
                403,
                "InvalidAuthenticationCode",
                NOT_VALID);
    }

    private void assertDoNotEnable(String first, String second) {
        assertRefused(
                () -> iam.enableMFADevice(in -> in.userName("tyler")
                        .serialNumber(app.serialNumber())
                        .authenticationCode1(first)
                        .authenticationCode2(second)),
                403,
                "InvalidAuthenticationCode",
                NOT_VALID);
    }

    private void deactivate() {
        iam.deactivateMFADevice(in -> in.userName("tyler").serialNumber(app.serialNumber()));
    }

    @Test
    void thoseThatEnabledItOpenNoSessionAndNoRole() {
        assertOpensNothing(shown(-1));
        assertOpensNothing(shown(0));
        assertThat(assume(tyler, role, in -> in.serialNumber(app.serialNumber()).tokenCode(shown(1)))
                        .credentials())
                .isNotNull();
    }

    @Test
    void thoseThatEnabledItNeitherResynchroniseNorEnableItAgain() {
        assertDoNotResync(shown(-1), shown(0));
        assertDoNotResync(shown(0), shown(1));
        deactivate();
        assertDoNotEnable(shown(-1), shown(0));
        assertDoNotEnable(shown(0), shown(1));
        iam.enableMFADevice(in -> in.userName("tyler")
                .serialNumber(app.serialNumber())
                .authenticationCode1(shown(1))
                .authenticationCode2(shown(2)));
    }

    @Test
    void aCodeThatOpenedASessionDoesNotEnableItAgain() {
        String opened = shown(1);
        server.sts(tyler)
                .getSessionToken(in -> in.serialNumber(app.serialNumber()).tokenCode(opened));
        assertDoNotResync(opened, shown(2));
        deactivate();
        assertDoNotEnable(shown(0), opened);
        assertDoNotEnable(opened, shown(2));
    }

    @Test
    void thoseThatResynchronisedItOpenNothingEither() {
        server.clock().forward(AppCodes.STEP.multipliedBy(10));
        String first = shown(-1);
        String second = shown(0);
        iam.resyncMFADevice(in -> in.userName("tyler")
                .serialNumber(app.serialNumber())
                .authenticationCode1(first)
                .authenticationCode2(second));
        assertOpensNothing(first);
        assertOpensNothing(second);
        assertDoNotResync(first, second);
        deactivate();
        assertDoNotEnable(first, second);
    }
}
