// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.FileStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class SimulateYubikeyCommandTest {
    private static final String ORIGIN = "https://example.org";
    private static final Owner OWNER = new Owner(Bytes.ofHex("0a0b0c"), "somebody");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter err = new StringWriter();
    private final WebAuthnSecurityKeys relyingParty =
            new WebAuthnSecurityKeys("example.org", "Example", Set.of(ORIGIN), new SecureRandom());

    /** A process of its own: it ends by SIGTERM. */
    private record Running(Process process, String ready) {
        static Running start(String... options) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "simulate",
                    "yubikey"));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            return new Running(process, String.valueOf(out.readLine()));
        }

        SecurityKey open() throws IOException {
            assertThat(ready).matches("ready ctaphid=127\\.0\\.0\\.1:\\d+");
            TcpKey key = TcpKey.parse(ready.replace("ready ctaphid=", "ctaphid:"));
            return SecurityKey.open(key.open(), Clock.systemUTC());
        }

        int stop() throws InterruptedException {
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }
    }

    private int run(String... options) {
        List<String> args = new ArrayList<>(List.of("simulate", "yubikey"));
        args.addAll(List.of(options));
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    @Test
    void isTheSameKeyAfterARestartAndEndsInOrder() throws Exception {
        Path state = directory.resolve("key.state");
        Running first = Running.start("--serial", "4242", "--firmware", "5.7.4", "--state", state.toString());
        KeyCredential credential;
        try (SecurityKey key = first.open()) {
            Ceremony ceremony = relyingParty.startRegistration(OWNER, List.of());
            credential =
                    relyingParty.finishRegistration(ceremony.request(), key.register(ceremony.publicKey(), ORIGIN));
        }
        assertThat(run("--state", state.toString())).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("running: stop it first");
        assertThat(first.stop()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rw-------");

        Running second = Running.start("--state", state.toString());
        try (SecurityKey key = second.open()) {
            assertThat(key.info().firmware()).contains("5.7.4");
            Ceremony ceremony = relyingParty.startAssertion(OWNER, List.of(credential));
            var result = relyingParty.finishAssertion(
                    ceremony.request(), key.authenticate(ceremony.publicKey(), ORIGIN), OWNER, List.of(credential));
            assertThat(result.credential().signatureCount()).isGreaterThan(credential.signatureCount());
        }
        assertThat(second.stop()).isZero();

        err.getBuffer().setLength(0);
        assertThat(run("--state", state.toString(), "--serial", "4243")).isEqualTo(1);
        assertThat(run("--state", state.toString(), "--firmware", "5.4.3")).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(2).contains("serial number 4242, not 4243", "yubikey-5.7.4");
        FileStorage.open(state).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--touch sometimes",
                "--touch -1",
                "--firmware 9.9.9",
                "--firmware fido",
                "--serial 0",
                "--serial x",
                "--fault nothing",
                "--ctaphid-port 65536",
                "--ctaphid-port -1",
                "--pcsc-socket x"
            })
    void saysInOneLineWhatItDoesNotTake(String options) {
        assertThat(run(options.split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1);
    }

    @Test
    void saysInOneLineWhatItCannotUse() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "something else");
        assertThat(run("--state", other.toString())).isEqualTo(1);
        assertThat(run("--state", directory.resolve("no").resolve("key").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(2).contains("no simulated device's memory", "make it first");
    }
}
