// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.sallyport.core.account.DeviceChanges;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.simulators.otp.Fob;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class KioskPageTest extends OneBrowser {
    @Test
    void appIsEnrolledFromTheScreenSignsInAndIsRemoved() {
        AuthenticatorApp app = enrolApp();
        press("Next person");
        title("Sign in");
        assertThat(field("User name")).hasValue("");
        assertThat(context.cookies()).isEmpty();

        server.advance(STEP);
        go("/signin");
        signIn("zoe");
        title("Confirm it’s you");
        assertThat(field("Code from zoe-app")).isFocused();
        fits("signin-code");
        String code = app.code();
        field("Code from zoe-app").fill(code.substring(0, 3) + " " + code.substring(3));
        press("Continue");
        title("You are signed in");
        assertThat(page.getByText("TOTP, arn:aws:iam::051826736434:mfa/zoe-app"))
                .isVisible();
        page.getByRole(AriaRole.LINK).getByText("Your MFA devices").click();
        title("Your devices");
        assertThat(page.getByRole(AriaRole.LISTITEM).getByText("zoe-app")).isVisible();
        fits("kiosk-devices-one");
        removeApp();
    }

    private void removeApp() {
        press("Remove zoe-app");
        title("Remove zoe-app?");
        assertThat(page.getByText("It is your only device")).isVisible();
        fits("kiosk-remove");
        press("Keep it");
        title("Your devices");
        press("Remove zoe-app");
        press("Remove");
        title("Your devices");
        assertThat(page.getByText("You have none yet")).isVisible();
    }

    private AuthenticatorApp enrolApp() {
        go("/kiosk");
        title("Sign in");
        fits("kiosk-signin");
        signIn("zoe");
        title("Your devices");
        fits("kiosk-devices-none");
        choose("Authenticator app");
        fits("kiosk-app-name");
        press("Show QR code");
        title("Scan, then type two codes");
        AuthenticatorApp app = scan();
        page.getByText("Can’t scan?").click();
        fits("kiosk-app-codes");
        String first = app.code();
        field("Code it shows now").fill(first);
        field("The next code").fill(first);
        press("Add the app");
        message("same code twice");
        server.advance(STEP);
        field("The next code").fill(app.code());
        press("Add the app");
        title("Done");
        assertThat(page.locator("#app-secret")).hasText("");
        fits("kiosk-done");
        return app;
    }

    @Test
    void wrongCodesAreSaidAndMayBeTypedAgain() {
        go("/kiosk");
        signIn("zoe");
        choose("Authenticator app");
        press("Show QR code");
        AuthenticatorApp app = scan();
        field("Code it shows now").fill("000000");
        field("The next code").fill("111111");
        press("Add the app");
        message("Authentication code for device is not valid.");
        expectRefusal(403);
        assertThat(field("Code it shows now")).isFocused();
        field("Code it shows now").fill(app.code());
        server.advance(STEP);
        field("The next code").fill(app.code());
        press("Add the app");
        title("Done");
    }

    @Test
    void nameOfAnEnrolmentThatWasLeftIsReplaced() {
        go("/kiosk");
        signIn("zoe");
        for (int i = 0; i < 2; i++) {
            choose("Authenticator app");
            press("Show QR code");
            if (i == 0) {
                title("Scan, then type two codes");
                press("Cancel");
                title("Your devices");
            }
        }
        message("The name zoe-app is taken");
        expectRefusal(409);
        assertThat(field("A name for it")).hasValue("zoe-app-2");
        press("Show QR code");
        title("Scan, then type two codes");
    }

    @Test
    void keyIsEnrolledAndSignsIn() {
        plugInKey();
        go("/kiosk");
        signIn("zoe");
        choose("Security key");
        title("Security key");
        fits("kiosk-key");
        field("A name for it").fill("blue");
        press("Register the key");
        title("Done");
        press("Next person");
        title("Sign in");

        go("/signin");
        signIn("zoe");
        title("Confirm it’s you");
        fits("signin-key");
        press("Use security key");
        title("You are signed in");
        assertThat(page.getByText("FIDO, arn:aws:iam::051826736434:u2f/user/zoe/blue"))
                .isVisible();
    }

    @Test
    void secondDeviceAsksForTheFirstAndEitherSignsIn() throws IOException {
        Fob fob = fobInStock();
        AuthenticatorApp app = enrolApp();
        press("Back to your devices");
        choose("Fob");
        title("Sign in");
        message("sign in again with one you have");
        fits("kiosk-sign-in-again");
        field("Password").fill(PASSWORD);
        press("Sign in");
        server.advance(STEP);
        field("Code from zoe-app").fill(app.code());
        press("Continue");
        title("Your devices");
        choose("Fob");
        title("Fob");
        fits("kiosk-fob");
        field("Serial number").fill(fob.serial());
        field("Code it shows now").fill(fob.press());
        server.advance(STEP);
        field("The next code").fill(fob.press());
        press("Add the fob");
        title("Done");
        press("Back to your devices");
        fits("kiosk-devices-two");

        press("I’m done");
        press("Next person");
        signIn("zoe");
        title("Confirm it’s you");
        fits("signin-choose");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("GAHT12345678"))
                .check();
        assertThat(field("Code from GAHT12345678")).isVisible();
        server.advance(STEP);
        field("Code from GAHT12345678").fill(fob.press());
        press("Continue");
        title("Your devices");
    }

    @Test
    void addressThatIsNoDomainSendsKeysToTheOneThatIs() {
        page.navigate(server.origin().toString().replace("localhost", "127.0.0.1") + "/kiosk");
        signIn("zoe");
        choose("Security key");
        press("Register the key");
        message("Security keys work at " + server.origin() + ", not at this address.");
    }

    @Test
    void signInThatIsNotFreshAnyMoreIsAskedForAgain() {
        go("/kiosk");
        signIn("zoe");
        title("Your devices");
        server.advance(DeviceChanges.FRESH.plusSeconds(1));
        choose("Authenticator app");
        press("Show QR code");
        message("Changing devices needs a sign-in of the last 15 minutes");
        expectRefusal(403);
        title("Sign in");
        field("Password").fill(PASSWORD);
        press("Sign in");
        title("Your devices");
    }

    @Test
    void whoWalksAwayIsSignedOut() {
        page.clock().install();
        go("/kiosk");
        signIn("zoe");
        title("Your devices");
        page.clock().fastForward("05:00");
        title("Sign in");
        assertThat(field("User name")).hasValue("");
        assertThat(context.cookies()).isEmpty();
    }

    private Fob fobInStock() throws IOException {
        TokenSeed seed = SeedFile.oathCsv(
                        new StringReader("GAHT12345678,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30"))
                .get(0);
        server.stock(CodeDevice.newFob(new MfaSerial(seed.serial()), seed.parameters(), seed.counter()), seed.seed());
        return Fob.of(seed, server.clock());
    }
}
