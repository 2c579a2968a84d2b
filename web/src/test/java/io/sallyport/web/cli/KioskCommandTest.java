// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class KioskCommandTest {
    private final StringWriter err = new StringWriter();

    private int run(String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "kiosk";
        System.arraycopy(options, 0, command, 1, options.length);
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), command);
    }

    @Test
    void saysWhereItIsKeepsItsCodeAndEndsInOrder(@TempDir Path directory) throws Exception {
        Path pairing = directory.resolve("pairing");
        Path said = directory.resolve("err");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "kiosk",
                        "--server",
                        "http://127.0.0.1:8080",
                        "--port",
                        "0",
                        "--pairing-file",
                        pairing.toString()))
                .redirectError(said.toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(String.valueOf(out.readLine())).matches("ready kiosk=http://127\\.0\\.0\\.1:\\d+");
        }
        process.toHandle().destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pairing)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(pairing).strip()).matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}");
        assertThat(Files.readString(said))
                .contains("open http://localhost:8080/kiosk#kiosk=", "in " + pairing)
                .doesNotContain(Files.readString(pairing).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server http://localhost:1 --host 0.0.0.0",
                "--server http://localhost:1 --host 192.0.2.1",
                "--server http://localhost:1 --host kiosk.example.org",
                "--server http://iam.example.org",
                "--server https://iam.example.org --origin http://iam.example.org",
                "--server http://localhost:1 --device ctaphid:192.0.2.1:5",
                "--server http://localhost:1 --port 70000",
                "--port 0"
            })
    void whatWouldLetOthersInIsBadUsage(String options) {
        assertThat(run(options.split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).startsWith("sallyport kiosk: ");
    }

    @Test
    void aPortThatIsTakenOrAFileThatIsNoneIsRefused(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--server", "http://localhost:1", "--port", "" + taken.getLocalPort()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("cannot listen on port");
        }
        Path none = Files.writeString(directory.resolve("none"), "none");
        String[] options = {"--server", "https://localhost:1", "--port", "0", "--ca", none.toString()};
        assertThat(run(options)).isEqualTo(1);
        options[4] = "--pairing-file";
        assertThat(run(options)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot use " + none, "holds no pairing code");
    }
}
