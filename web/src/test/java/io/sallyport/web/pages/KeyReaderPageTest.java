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
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.Products;
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
        page.close();
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
    void herPinGoesToTheKeyAndAWrongOneIsSaid() throws IOException {
        SimulatedSecurityKey key = withPin("2468013");
        pairedAndSignedIn();
        List<String> posted = new ArrayList<>();
        page.onRequest(request -> posted.add(request.url() + " " + request.postData()));
        begin();
        words("Plug your security key in now");
        reader.plugIn(key);
        words("Type the key’s PIN");
        assertThat(field("The key’s PIN")).isFocused();
        fits("kiosk-key-reader-pin");
        field("The key’s PIN").fill("1357902");
        press("Go on");
        words("the PIN is wrong, 7 tries are left");
        field("The key’s PIN").fill("2468013");
        press("Go on");
        title("Done");
        assertThat(posted.stream().filter(request -> request.contains("2468013")))
                .singleElement()
                .asString()
                .startsWith(reader.uri() + "/enrolments/");
    }

    private SimulatedSecurityKey withPin(String pin) throws IOException {
        SimulatedSecurityKey key = reader.key();
        try (LoopbackPort port = key.attachTcp(0);
                SecurityKey open = SecurityKey.open(
                        TcpKey.parse("ctaphid:127.0.0.1:" + port.port()).open(), Clock.systemUTC())) {
            open.pin().set(pin.toCharArray());
        }
        return key;
    }

    @Test
    void whoeverCancelsIsAskedForANameAgainAndNothingIsEnrolled() throws IOException {
        pairedAndSignedIn();
        begin();
        words("Plug your security key in now");
        reader.plugIn(reader.key(Products.YUBIKEY_5_4, Presence.absent()));
        words("Touch the key");
        fits("kiosk-key-reader-touch");
        press("Cancel");
        message("There is no such enrolment");
        expectRefusal(404);
        assertThat(field("A name for it")).isFocused();
        assertThat(zoes()).isEmpty();
    }

    @Test
    void aKeyThatWasPluggedInAllTheTimeIsToBePulledOutFirst() throws IOException {
        reader.plugIn(reader.key());
        pairedAndSignedIn();
        begin();
        words("pull it out, and plug it in again");
        fits("kiosk-key-reader-pull");
        assertThat(zoes()).isEmpty();
    }

    @Test
    void theBrowserDoesItWhereNoReaderAnswers() throws IOException {
        pairedAndSignedIn();
        reader.close();
        plugInKey();
        choose("Security key");
        assertThat(page.locator("#key-by-browser")).isVisible();
        press("Register the key");
        title("Done");
        expectUnreachable();
    }

    @Test
    void aWrongPairingCodeIsSaidAndTheRightOneIsKept() {
        go("/kiosk#kiosk=" + reader.uri().getPort());
        field("Pairing code").fill("0000-0000-0000-0000");
        press("Pair");
        message("That is not the code of this key reader");
        field("Pairing code").fill(reader.code());
        press("Pair");
        title("Sign in");
        go("/kiosk#kiosk=" + reader.uri().getPort());
        page.reload();
        title("Sign in");
        assertThat(page.url()).endsWith("/kiosk");
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
