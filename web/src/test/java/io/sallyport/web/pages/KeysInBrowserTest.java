// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.web.PinHolder;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chromium's own authenticators, and one of ours, register and sign in: users and root, with a password and without. */
class KeysInBrowserTest extends OneBrowser {
    private static final String NEW_ROOT_PASSWORD = "Another good 1";

    private void register(boolean passkey) {
        choose("Security key");
        title("Security key");
        field("A name for it").fill("blue");
        if (passkey) {
            page.locator("#key-passkey").check();
            fits("kiosk-passkey");
        }
        press("Register the key");
        title("Done");
        press("Next person");
        title("Sign in");
    }

    private void signInAsRoot(String password) {
        press("Sign in as root user by e-mail");
        field("Root user’s e-mail address").fill(RunningServer.ROOT_EMAIL);
        field("Password").fill(password);
        press("Sign in");
    }

    private void rootsFirstSignIn() {
        go("/kiosk");
        signInAsRoot(server.secrets().root().reveal());
        title("Choose a new password");
        field("New password").fill(NEW_ROOT_PASSWORD);
        field("The same again").fill(NEW_ROOT_PASSWORD);
        press("Set password and sign in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctap2", "u2f"})
    void aUsersKeyIsHerSecondFactor(String protocol) {
        plugIn(protocol, false);
        go("/kiosk");
        signIn("zoe");
        register(false);
        go("/signin");
        signIn("zoe");
        press("Use security key");
        title("You are signed in");
        assertThat(page.getByText("FIDO, arn:aws:iam::051826736434:u2f/user/zoe/blue"))
                .isVisible();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctap2", "u2f"})
    void rootsKeyIsItsSecondFactor(String protocol) {
        plugIn(protocol, false);
        rootsFirstSignIn();
        register(false);
        go("/signin");
        signInAsRoot(NEW_ROOT_PASSWORD);
        press("Use security key");
        title("You are signed in");
        assertThat(page.getByText("FIDO, arn:aws:iam::051826736434:u2f/user/root/blue"))
                .isVisible();
    }

    @Test
    void aUsersPasskeySignsInAlone() {
        plugIn("ctap2", true);
        go("/kiosk");
        signIn("zoe");
        register(true);
        go("/signin");
        fits("signin-passkey");
        press("Sign in with a passkey");
        title("You are signed in");
        assertThat(page.getByText("arn:aws:iam::051826736434:user/zoe")).isVisible();
    }

    @Test
    void aUsersPasskeyIsAskedForByHerName() {
        plugIn("ctap2", true);
        go("/kiosk");
        signIn("zoe");
        register(true);
        go("/signin");
        field("Account ID or alias").fill(RunningServer.ALIAS);
        field("User name").fill("nobody");
        press("Sign in with a passkey");
        message("No key was touched in time");
        field("User name").fill("zoe");
        press("Sign in with a passkey");
        title("You are signed in");
        assertThat(page.getByText("arn:aws:iam::051826736434:user/zoe")).isVisible();
    }

    @Test
    void rootsPasskeySignsInAlone() {
        plugIn("ctap2", true);
        rootsFirstSignIn();
        register(true);
        go("/signin");
        press("Sign in with a passkey");
        title("You are signed in");
        assertThat(page.getByText("arn:aws:iam::051826736434:root")).isVisible();
    }

    @Test
    void aSecondFactorSignsNobodyInAlone() {
        plugIn("ctap2", false);
        go("/kiosk");
        signIn("zoe");
        register(false);
        go("/signin");
        press("Sign in with a passkey");
        message("No key was touched in time");
    }

    @Test
    void ourSimulatedKeyAnswersThePage() throws IOException {
        try (SecurityKey key = SecurityKey.open(simulated().plugIn(), server.clock())) {
            bridge(key);
            go("/kiosk");
            signIn("zoe");
            register(false);
            go("/signin");
            signIn("zoe");
            press("Use security key");
            title("You are signed in");
        }
    }

    @Test
    void ourSimulatedKeysPasskeySignsInAlone() throws IOException {
        try (SecurityKey key = SecurityKey.open(simulated().plugIn(), server.clock(), new PinHolder())) {
            key.pin().set(PinHolder.PIN.toCharArray());
            bridge(key);
            go("/kiosk");
            signIn("zoe");
            register(true);
            go("/signin");
            press("Sign in with a passkey");
            title("You are signed in");
            assertThat(page.getByText("arn:aws:iam::051826736434:user/zoe")).isVisible();
            assertThat(page.getByText("FIDO, arn:aws:iam::051826736434:u2f/user/zoe/blue"))
                    .isVisible();
        }
    }

    private SimulatedSecurityKey simulated() {
        return new SimulatedSecurityKey(
                new Environment(server.clock(), new SecureRandom(), Presence.eager(), Storage.inMemory()));
    }

    /** The page asks navigator.credentials, which hands on to the key and answers what that answers. */
    private void bridge(SecurityKey key) {
        String origin = server.origin().toString();
        page.exposeFunction("simulatedCreate", arguments -> key.register((String) arguments[0], origin));
        page.exposeFunction("simulatedGet", arguments -> key.authenticate((String) arguments[0], origin));
        page.addInitScript(BRIDGE);
    }

    private static final String BRIDGE = """
            (() => {
              const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
                .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
              const bytes = (base64url) => Uint8Array.from(
                atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)).buffer;
              const list = (descriptors) => (descriptors ?? []).map((one) => ({ ...one, id: text(one.id) }));
              const credential = (json) => {
                const made = JSON.parse(json);
                const response = Object.fromEntries(Object.entries(made.response)
                  .map(([name, value]) => [name, typeof value === "string" ? bytes(value) : value]));
                response.getTransports = () => ["usb"];
                return { ...made, rawId: bytes(made.rawId), response, getClientExtensionResults: () => ({}) };
              };
              navigator.credentials.create = async ({ publicKey }) => credential(await window.simulatedCreate(JSON.stringify({
                ...publicKey, challenge: text(publicKey.challenge),
                user: { ...publicKey.user, id: text(publicKey.user.id) },
                excludeCredentials: list(publicKey.excludeCredentials),
              })));
              navigator.credentials.get = async ({ publicKey }) => credential(await window.simulatedGet(JSON.stringify({
                ...publicKey, challenge: text(publicKey.challenge),
                allowCredentials: list(publicKey.allowCredentials),
              })));
            })()""";
}
