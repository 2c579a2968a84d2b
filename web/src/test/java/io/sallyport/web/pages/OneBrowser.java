// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Chromium before a server of each test's own. A page that says something in the console fails its test. */
abstract class OneBrowser {
    static final String PASSWORD = "correct Horse 7";
    static final Duration STEP = Duration.ofSeconds(30);

    private static final int[] WIDTHS = {1280, 390};
    private static final int HEIGHT = 844;

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> console = new ArrayList<>();
    RunningServer server;
    BrowserContext context;
    Page page;

    @BeforeAll
    static void startBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stopBrowser() {
        playwright.close();
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        server = start(directory);
        server.addUser("zoe", PASSWORD);
        // The certificate of a test's server is its own.
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setIgnoreHTTPSErrors(true));
        page = context.newPage();
        page.setDefaultTimeout(10_000);
        page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
        page.onPageError(console::add);
    }

    RunningServer start(Path directory) throws IOException {
        return RunningServer.in(directory);
    }

    @AfterEach
    void close() {
        context.close();
        server.close();
        assertThat(console).isEmpty();
    }

    /** What the browser itself reports of an answer that refuses. */
    void expectRefusal(int status) {
        assertThat(console).anyMatch(line -> line.contains("status of " + status));
        console.removeIf(line -> line.contains("status of " + status));
    }

    /** What the browser itself reports where nobody listens. */
    void expectUnreachable() {
        assertThat(console).anyMatch(line -> line.contains("ERR_CONNECTION_REFUSED"));
        console.removeIf(line -> line.contains("ERR_CONNECTION_REFUSED"));
    }

    void go(String path) {
        page.navigate(server.origin() + path);
    }

    /** Of the step that is shown: other steps may have one of that name. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true));
    }

    void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Presses the large button of that heading. */
    void choose(String device) {
        page.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(device))
                .click();
    }

    void title(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(text);
    }

    void message(String part) {
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(part);
    }

    void signIn(String user) {
        field("Account ID or alias").fill(RunningServer.ALIAS);
        field("User name").fill(user);
        field("Password").fill(PASSWORD);
        press("Sign in");
    }

    /** Reads the picture off the screen, as a phone does. */
    AuthenticatorApp scan() {
        AuthenticatorApp app = new AuthenticatorApp(server.clock());
        app.scan(page.getByAltText("QR code for your authenticator app").screenshot());
        return app;
    }

    /** Plugs a security key into this page's computer, whose owner touches it whenever it blinks. */
    void plugInKey() {
        plugIn("ctap2", false);
    }

    /** Likewise, one of that protocol. */
    PluggedIn plugIn(String protocol, boolean passkeys) {
        CDPSession devTools = context.newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject key = new JsonObject();
        key.addProperty("protocol", protocol);
        key.addProperty("transport", "usb");
        key.addProperty("hasResidentKey", passkeys);
        key.addProperty("hasUserVerification", passkeys);
        key.addProperty("isUserVerified", passkeys);
        key.addProperty("automaticPresenceSimulation", true);
        JsonObject options = new JsonObject();
        options.add("options", key);
        JsonObject added = devTools.send("WebAuthn.addVirtualAuthenticator", options);
        return new PluggedIn(devTools, added.get("authenticatorId").getAsString());
    }

    /** A security key of Chromium's, until the page is closed. */
    record PluggedIn(CDPSession devTools, String id) {
        /** Lets it have made a credential before. */
        void hold(byte[] credentialId, String rpId, PrivateKey key) {
            JsonObject credential = new JsonObject();
            credential.addProperty("credentialId", Base64.getEncoder().encodeToString(credentialId));
            credential.addProperty("isResidentCredential", false);
            credential.addProperty("rpId", rpId);
            credential.addProperty("privateKey", Base64.getEncoder().encodeToString(key.getEncoded()));
            credential.addProperty("signCount", 7);
            JsonObject wanted = new JsonObject();
            wanted.addProperty("authenticatorId", id);
            wanted.add("credential", credential);
            devTools.send("WebAuthn.addCredential", wanted);
        }
    }

    /** On a desk and on a phone. With -Dscreenshots=true there are pictures in target/screenshots, by day and by night. */
    void fits(String name) {
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as(name + " at " + width)
                    .isLessThanOrEqualTo(width);
            if (Boolean.getBoolean("screenshots")) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    picture(name + "-" + width, scheme);
                }
            }
        }
        page.setViewportSize(WIDTHS[0], HEIGHT);
    }

    private void picture(String name, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + "-" + scheme + ".png")));
    }
}
