// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.sallyport.core.accesscode.AccessCode;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.accesscode.HelpDeskRules;
import io.sallyport.core.accesscode.Operator;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the help desk told her is all she has. */
class AccessCodePageTest extends OneBrowser {
    private final AccessCode code = AccessCode.generate(new SecureRandom());

    private void issue() {
        Instant now = server.clock().instant();
        Duration lifetime = HelpDeskRules.STANDARD.codeLifetime();
        server.change(account -> account.accessCodes()
                .open(
                        new AccessCodeRequest(
                                "one",
                                account.users().require(new UserName("zoe")).id(),
                                AccessCodeRequest.State.ISSUED,
                                null,
                                null,
                                lifetime,
                                new Operator("AIDADORA", "dora", "arn:aws:iam::051826736434:user/dora"),
                                now,
                                null,
                                null,
                                now.plus(lifetime),
                                null,
                                null,
                                false),
                        code));
    }

    @Test
    void anAccessCodeIsAskedForAndLetsHerAddADeviceOnly() {
        issue();
        go("/signin");
        signIn("zoe");
        title("Confirm it’s you");
        fits("signin-access-code");
        field("Access code").fill("0000-0000-0000-0000");
        press("Continue");
        message("Authentication code for device is not valid.");
        expectRefusal(403);
        assertThat(field("Access code")).isFocused();
        field("Access code").fill(code.reveal());
        press("Continue");
        title("You are signed in");
        assertThat(page.locator("#signed-in-enrol")).isVisible();
    }
}
