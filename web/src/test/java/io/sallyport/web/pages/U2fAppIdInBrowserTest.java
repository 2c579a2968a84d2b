// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.RunningServer;
import io.sallyport.web.aws.OwnCertificate;
import io.sallyport.web.http.ServerConfig;
import io.sallyport.web.http.U2fAppId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A U2F credential from before WebAuthn, which knows its site by an AppID, at Chromium, which knows the extension. */
class U2fAppIdInBrowserTest extends OneBrowser {
    private static final String APP_ID = "https://localhost/app-id.json";
    private static final String BLUE = "FIDO, arn:aws:iam::051826736434:u2f/user/zoe/blue";

    private final byte[] handle = new byte[64];

    @Override
    RunningServer start(Path directory) throws IOException {
        try {
            OwnCertificate own = OwnCertificate.make(directory);
            ServerConfig config = new ServerConfig(
                    "127.0.0.1",
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new ServerConfig.Tls(own.certificate(), own.key())),
                    List.of(),
                    false);
            return RunningServer.in(directory, config.withU2fAppId(new U2fAppId(APP_ID)));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private KeyPair registeredLongAgo() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        new SecureRandom().nextBytes(handle);
        server.change(account -> {
            UniqueId zoe = account.users().require(new UserName("zoe")).id();
            account.mfaDevices()
                    .add(new KeyDevice(
                            MfaSerial.securityKey(RunningServer.ACCOUNT, "zoe", "blue"),
                            zoe,
                            server.clock().instant(),
                            new KeyCredential(
                                    Bytes.of(handle),
                                    cose((ECPublicKey) pair.getPublic()),
                                    0,
                                    Bytes.of(new byte[16]),
                                    false,
                                    false,
                                    false)));
        });
        return pair;
    }

    /** RFC 9053 §7.1.1. */
    private static Bytes cose(ECPublicKey key) {
        return Bytes.ofHex("a5010203262001215820" + hex(key.getW().getAffineX()) + "225820"
                + hex(key.getW().getAffineY()));
    }

    private static String hex(BigInteger coordinate) {
        String digits = coordinate.toString(16);
        return "0".repeat(64 - digits.length()) + digits;
    }

    private void signInByKey() {
        go("/signin");
        signIn("zoe");
        press("Use security key");
    }

    @Test
    void signsInAgainAndAgain() throws Exception {
        plugIn("u2f", false).hold(handle, APP_ID, registeredLongAgo().getPrivate());
        signInByKey();
        title("You are signed in");
        assertThat(page.getByText(BLUE)).isVisible();
        press("Sign out");
        title("Sign in");
        signInByKey();
        title("You are signed in");
    }

    @Test
    void ofAnotherAppIdIsUnknown() throws Exception {
        plugIn("u2f", false)
                .hold(
                        handle,
                        "https://localhost/other.json",
                        registeredLongAgo().getPrivate());
        signInByKey();
        message("No key was touched in time");
    }

    @Test
    void takesNothingFromKeysOfToday() {
        plugIn("ctap2", true);
        go("/kiosk");
        signIn("zoe");
        choose("Security key");
        field("A name for it").fill("blue");
        page.locator("#key-passkey").check();
        press("Register the key");
        title("Done");
        press("Next person");
        title("Sign in");
        signInByKey();
        title("You are signed in");
        press("Sign out");
        title("Sign in");
        // A browser refuses the extension where no credential is named (WebAuthn L3 §10.1.1).
        press("Sign in with a passkey");
        title("You are signed in");
    }

    @Test
    void keepsItsKeyFromBeingRegisteredTwice() throws Exception {
        plugIn("u2f", false).hold(handle, APP_ID, registeredLongAgo().getPrivate());
        go("/kiosk");
        signIn("zoe");
        press("Use security key");
        title("Your devices");
        choose("Security key");
        field("A name for it").fill("green");
        press("Register the key");
        message("This key is registered already.");
    }
}
