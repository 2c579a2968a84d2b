// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.otp.Totp;
import io.sallyport.web.RunningServer;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInPageTest extends OneBrowser {
    @Override
    RunningServer start(Path directory) throws IOException {
        // Every name below localhost is this machine, so that ALIAS.base-domain can be had without a DNS server.
        return RunningServer.in(
                directory,
                new ServerConfig(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.of("localhost"),
                        Optional.empty(),
                        List.of(),
                        false));
    }

    @Test
    void firstSignInChangesThePassword() {
        go("/signin?account=" + RunningServer.ALIAS);
        assertThat(field("Account ID or alias")).hasValue(RunningServer.ALIAS);
        assertThat(field("User name")).isFocused();
        fits("signin-password");
        field("User name").fill(RunningServer.ADMINISTRATOR);
        field("Password").fill(server.secrets().administrator().reveal());
        press("Sign in");

        title("Choose a new password");
        assertThat(field("New password")).isFocused();
        fits("signin-new-password");
        field("New password").fill("Another good 1");
        field("The same again").fill("Another good 2");
        press("Set password and sign in");
        message("not the same");
        field("The same again").fill("Another good 1");
        press("Set password and sign in");

        title("You are signed in");
        assertThat(page.getByText("arn:aws:iam::051826736434:user/tyler")).isVisible();
        assertThat(page.getByText("None: by password alone")).isVisible();
        fits("signin-done");
        assertThat(page.url()).doesNotContain("Another");

        go("/signin");
        title("You are signed in");
        press("Sign out");
        title("Sign in");
        assertThat(context.cookies()).isEmpty();
        assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void worksByKeyboardAlone() {
        go("/signin");
        title("Sign in");
        assertThat(field("Account ID or alias")).isFocused();
        page.keyboard().type(RunningServer.ALIAS);
        page.keyboard().press("Tab");
        page.keyboard().type("zoe");
        page.keyboard().press("Tab");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        title("You are signed in");
        assertThat(page.locator("#title-signed-in")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        title("Sign in");
    }

    @Test
    void wrongPasswordIsSaidAndAskedForAgain() {
        go("/signin");
        field("Account ID or alias").fill(RunningServer.ALIAS);
        field("User name").fill("zoe");
        field("Password").fill("wrong");
        press("Sign in");
        message("Your authentication information is incorrect");
        assertThat(field("Password")).isFocused();
        assertThat(field("Password")).hasValue("");
        assertThat(field("User name")).hasValue("zoe");
        fits("signin-refused");
        expectRefusal(403);
        field("Password").fill(PASSWORD);
        press("Sign in");
        title("You are signed in");
    }

    @Test
    void aDeviceThatRanOffComesBackByTwoCodes() {
        OtpSeed seed = OtpSeed.of(new byte[20]);
        CodeDevice fob = CodeDevice.newFob(new MfaSerial("GAHT12345678"), OtpParameters.STANDARD, 0);
        server.stock(fob, seed);
        server.change(account -> account.mfaDevices()
                .assign(
                        fob,
                        account.users().require(new UserName("zoe")).id(),
                        server.clock().instant()));
        Totp shown = new Totp(seed, OtpParameters.STANDARD);
        Instant itsTime = server.clock().instant().plus(STEP.multipliedBy(9));
        go("/signin");
        signIn("zoe");
        title("Confirm it’s you");
        assertThat(page.locator("#code2")).isHidden();
        field("Code from GAHT12345678").fill(shown.codeAt(itsTime));
        press("Continue");
        message("not valid");
        expectRefusal(403);
        fits("signin-two-codes");
        field("Code from GAHT12345678").fill(shown.codeAt(itsTime));
        field("The code after it, if need be").fill(shown.codeAt(itsTime.plus(STEP)));
        press("Continue");
        title("You are signed in");
    }

    @Test
    void rootSignsInByEmail() {
        go("/signin");
        title("Sign in");
        press("Sign in as root user by e-mail");
        assertThat(field("Account ID or alias")).isHidden();
        field("Root user’s e-mail address").fill(RunningServer.ROOT_EMAIL);
        field("Password").fill(server.secrets().root().reveal());
        fits("signin-root");
        press("Sign in");
        title("Choose a new password");
        field("New password").fill("Another good 1");
        field("The same again").fill("Another good 1");
        press("Set password and sign in");
        assertThat(page.getByText("arn:aws:iam::051826736434:root")).isVisible();
    }

    @Test
    void addressThatNamesTheAccountDoesNotAskForIt() {
        page.navigate("http://" + RunningServer.ALIAS + ".localhost:"
                + server.origin().getPort() + "/signin");
        title("Sign in");
        assertThat(field("Account ID or alias")).isHidden();
        field("User name").fill("zoe");
        field("Password").fill(PASSWORD);
        press("Sign in");
        title("You are signed in");
    }

    @Test
    void pagesRunUnderThePolicyThatForbidsWhatIsInline() {
        for (String path : List.of("/signin", "/kiosk")) {
            Response response = page.navigate(server.origin() + path);
            title("Sign in");
            assertThat(response.headerValue("content-security-policy")).contains("default-src 'self'");
            assertThat(response.headerValue("content-security-policy")).doesNotContain("unsafe");
            assertThat(page.locator("[style], [onclick], style, script:not([src])")
                            .count())
                    .isZero();
            assertThat(page.getByRole(AriaRole.ALERT).count()).isZero();
        }
    }
}
