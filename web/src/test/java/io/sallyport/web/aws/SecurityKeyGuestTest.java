// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated key on a real kernel, as {@code .ci/guest} has it: OpenSSH, libfido2's tools and our own commands find it
 * by its hidraw node. Each thing that they do there is a test here; what the programs said is the message of one that
 * failed.
 */
@Tag("slow")
@Timeout(600)
class SecurityKeyGuestTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> linuxAndItsProgramsTakeItForAKey() throws IOException, InterruptedException {
        Path results = directory.resolve("results");
        Process guest = new ProcessBuilder(ROOT.resolve(".ci/guest").toString(), results.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(guest.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(guest.waitFor()).as(said).isZero();
        assertThat(results.resolve("end"))
                .as("the checks came to their end: " + said)
                .exists();
        return Files.readAllLines(results.resolve("checks.tsv")).stream().map(line -> test(results, line));
    }

    private static DynamicTest test(Path results, String line) {
        List<String> columns = List.of(line.split("\t"));
        return DynamicTest.dynamicTest(
                columns.get(2),
                () -> assertThat(columns.get(1))
                        .as(Files.readString(results.resolve(columns.get(0) + ".log")))
                        .isEqualTo("0"));
    }
}
