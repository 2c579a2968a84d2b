// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.sallyport.simulators.otp.AuthenticatorApp;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A phone is lost: from the codes on paper to a new one. */
class RecoveryPageTest extends OneBrowser {
    @Test
    void codesAreMadeAndOneBringsANewDevice() {
        AuthenticatorApp phone = enrol("zoe-app");
        List<String> codes = makeCodes(phone);
        assertThat(codes).hasSize(10).allMatch(code -> code.matches("([0-9A-Z]{4}-){5}[0-9A-Z]{4}"));

        go("/signin");
        signIn("zoe");
        title("Confirm it’s you");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Recovery code"))
                .check();
        assertThat(field("Code from zoe-app")).isHidden();
        fits("signin-recovery");
        field("Recovery code").fill("0000-0000-0000-0000-0000-0000");
        press("Continue");
        message("Authentication code for device is not valid.");
        expectRefusal(403);
        assertThat(field("Recovery code")).isFocused();
        field("Recovery code").fill(codes.get(0).toLowerCase(Locale.ROOT).replace("-", " "));
        press("Continue");
        title("You are signed in");
        assertThat(page.locator("#signed-in-enrol")).isVisible();
        fits("signin-recovered");

        page.getByRole(AriaRole.LINK).getByText("Your MFA devices").click();
        title("Your devices");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove zoe-app")))
                .isHidden();
        assertThat(page.getByText("Make ten new codes")).isHidden();
        fits("kiosk-recovered");
        AuthenticatorApp other = add("zoe-app-2");
        press("Next person");
        title("Sign in");

        server.advance(STEP);
        go("/signin");
        signIn("zoe");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("zoe-app-2"))
                .check();
        field("Code from zoe-app-2").fill(other.code());
        press("Continue");
        title("You are signed in");
        assertThat(page.locator("#signed-in-enrol")).isHidden();
        go("/kiosk");
        title("Your devices");
        assertThat(page.getByText("9 of 10 left")).isVisible();
        fits("kiosk-codes-left");
    }

    private AuthenticatorApp enrol(String name) {
        go("/kiosk");
        signIn("zoe");
        title("Your devices");
        assertThat(page.getByText("Make ten new codes")).isHidden();
        AuthenticatorApp app = add(name);
        press("Next person");
        title("Sign in");
        server.advance(STEP);
        return app;
    }

    private AuthenticatorApp add(String name) {
        choose("Authenticator app");
        assertThat(field("A name for it")).hasValue(name);
        press("Show QR code");
        title("Scan, then type two codes");
        AuthenticatorApp app = scan();
        field("Code it shows now").fill(app.code());
        server.advance(STEP);
        field("The next code").fill(app.code());
        press("Add the app");
        title("Done");
        return app;
    }

    private List<String> makeCodes(AuthenticatorApp phone) {
        go("/kiosk");
        signIn("zoe");
        title("Confirm it’s you");
        field("Code from zoe-app").fill(phone.code());
        press("Continue");
        title("Your devices");
        assertThat(page.getByText("You have no codes yet.")).isVisible();
        press("Make ten new codes");
        title("Your recovery codes");
        fits("kiosk-recovery-codes");
        List<String> codes = page.locator("#recovery-list code").allTextContents();
        press("I have put them away");
        title("Your devices");
        assertThat(page.locator("#recovery-list code").count()).isZero();
        assertThat(page.getByText("10 of 10 left")).isVisible();
        press("Sign out");
        title("Sign in");
        return codes;
    }
}
