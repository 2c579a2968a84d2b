// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The simulated key and our relying party with a client that nobody here wrote: python-fido2. */
@Timeout(60)
class PythonFido2Test {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Owner OWNER = new Owner(Bytes.ofHex("0a0b0c"), "somebody");

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(3);
    private volatile boolean away;

    /** Touches at the third look: so that every touch is waited for through keep-alives. */
    private Presence.Answer touchSoon(Duration waiting) {
        if (away) {
            return Presence.Answer.NOT_YET;
        }
        clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
        return waiting.toMillis() < 200 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;
    }

    private static void requirePythonFido2() throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(PYTHON, "-c", "import fido2.hid")
                .redirectErrorStream(true)
                .start();
        String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(probe.waitFor())
                .as("this test needs the Debian package python3-fido2 for %s: %s", PYTHON, output)
                .isZero();
    }

    private static Path script(Path directory) throws IOException {
        Path script = directory.resolve("python_fido2.py");
        try (InputStream in = Objects.requireNonNull(PythonFido2Test.class.getResourceAsStream("python_fido2.py"))) {
            Files.copy(in, script);
        }
        return script;
    }

    @Test
    void registersSignsInAndRefusesAsPythonFido2Expects(@TempDir Path directory) throws Exception {
        requirePythonFido2();
        Environment environment = new Environment(clock, random, this::touchSoon, Storage.inMemory());
        WebAuthnSecurityKeys relyingParty =
                new WebAuthnSecurityKeys("example.org", "Example", Set.of("https://example.org"), random);
        try (LoopbackPort port = new SimulatedSecurityKey(environment).attachTcp(0)) {
            Process python = new ProcessBuilder(PYTHON, script(directory).toString(), Integer.toString(port.port()))
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out = python.inputReader(StandardCharsets.UTF_8);
                    BufferedWriter in = python.outputWriter(StandardCharsets.UTF_8)) {
                Ceremony registration = relyingParty.startRegistration(OWNER, List.of());
                KeyCredential credential =
                        relyingParty.finishRegistration(registration.request(), ask(in, out, registration.publicKey()));
                assertThat(credential.aaguid()).isEqualTo(Products.YUBIKEY_5_4.aaguid());
                Ceremony assertion = relyingParty.startAssertion(OWNER, List.of(credential));
                var result = relyingParty.finishAssertion(
                        assertion.request(), ask(in, out, assertion.publicKey()), OWNER, List.of(credential));
                assertThat(result.credential().signatureCount()).isGreaterThan(credential.signatureCount());
                assertThat(answer(out)).isEqualTo("{\"person\": \"goes away\"}");
                away = true;
                assertThat(ask(in, out, "{}")).isEqualTo("{\"status\": \"ok\"}");
            } finally {
                python.destroy();
            }
            assertThat(python.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String ask(BufferedWriter in, BufferedReader out, String options) throws IOException {
        in.write(options);
        in.newLine();
        in.flush();
        return answer(out);
    }

    /** Its next line of JSON; whatever else it says is its complaint. */
    private static String answer(BufferedReader out) throws IOException {
        String line = out.readLine();
        if (line != null && line.startsWith("{")) {
            return line;
        }
        throw new AssertionError("python-fido2 complains: " + line + "\n"
                + String.join("\n", out.lines().toList()));
    }
}
