// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kiosk page with a key reader on its machine, into which a simulated key is plugged. */
class KeyReaderPageTest extends OneBrowser {
    private OneReader reader;

    @BeforeEach
    void startReader(@TempDir Path unused) throws IOException {
        reader = new OneReader(server.origin());
    }

    @AfterEach
    void stopReader() throws IOException {
        reader.close();
    }

    private void pairedAndSignedIn() {
        go("/kiosk#kiosk=" + reader.uri().getPort());
        title("Pair with the key reader");
        fits("kiosk-pair");
        field("Pairing code").fill(reader.code().toLowerCase(java.util.Locale.ROOT));
        press("Pair");
        title("Sign in");
        signIn("zoe");
        title("Your devices");
    }

    private void begin() {
        choose("Security key");
        title("Security key");
        assertThat(page.getByText("Leave the key unplugged")).isVisible();
        fits("kiosk-key-reader-name");
        field("A name for it").fill("blue");
        press("Register the key");
    }

    private void words(String part) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(part);
    }

    private List<KeyDevice> zoes() {
        List<KeyDevice> keys = new ArrayList<>();
        server.change(account -> account.mfaDevices()
                .of(account.users().require(new UserName("zoe")).id())
                .forEach(device -> keys.add((KeyDevice) device)));
        return keys;
    }

    @Test
    void aKeyThatIsPluggedInIsEnrolledProvenAndSignsIn() throws Exception {
        pairedAndSignedIn();
        begin();
        words("Plug your security key in now");
        fits("kiosk-key-reader-plug");
        SimulatedSecurityKey key = reader.key();
        LoopbackPort port = reader.plugIn(key);
        title("Done");
        assertThat(zoes())
                .hasSize(1)
                .allSatisfy(device -> assertThat(device.credential().signatureCount())
                        .as("that of the proof, after the registration's first")
                        .isGreaterThan(1));
        press("Next person");
        title("Sign in");

        Person person = Person.user(server.origin(), "acme", "zoe", PASSWORD);
        Person.Reply step = person.enterPassword();
        try (SecurityKey open = SecurityKey.open(
                TcpKey.parse("ctaphid:127.0.0.1:" + port.port()).open(), Clock.systemUTC())) {
            String assertion = open.authenticate(
                    step.json().path("publicKey").toString(), server.origin().toString());
            assertThat(person.touchKey(step, assertion).text("status")).isEqualTo("SIGNED_IN");
        }
    }
}
