// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a box of fobs to the codes they show: the file is opened by python3-pskc, the codes are oathtool's. */
final class SimulateFleetCommandTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:07Z");
    private static final Instant SINCE = Instant.parse("2024-01-01T00:00:00Z");
    private static final String READ = """
            import sys
            from pskc import PSKC
            pskc = PSKC(sys.argv[1])
            secret = open(sys.argv[3]).read().strip()
            if sys.argv[2] == 'key':
                pskc.encryption.key = bytes.fromhex(secret)
            else:
                pskc.encryption.derive_key(secret)
            for key in pskc.keys:
                print(key.serial, key.manufacturer, key.secret.hex())
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    /** What a program nobody here wrote prints. */
    private static List<String> answer(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @ParameterizedTest
    @CsvSource({"--password-file, 'correct horse\n'", "--key-file, '00112233445566778899aabbccddeeff\n'"})
    void theShippedFileOpensElsewhereAndItsFobsShowTheCodesOfTheirSeedsAndDrift(String option, String secret)
            throws IOException, InterruptedException {
        String key = file("secret", secret);
        String box = file("box.xml");
        assertThat(run("simulate", "fleet", "--fobs", "2", "--out", box, option, key, "--format", "json"))
                .isZero();
        JsonNode fobs = new ObjectMapper().readTree(out.toString());

        assertThat(answer("/usr/bin/pskctool", "--validate", box)).contains("OK");
        List<String> opened =
                answer("/usr/bin/python3", "-c", READ, box, option.equals("--key-file") ? "key" : "password", key);
        assertThat(opened).hasSize(2);
        for (int i = 0; i < 2; i++) {
            String[] words = opened.get(i).split(" ");
            assertThat(words).startsWith("GAHT0000000" + (i + 1), "Gemalto");
            assertThat(fobs.get(i).get("Serial").asText()).isEqualTo(words[0]);
            double ppm = fobs.get(i).get("DriftPpm").asDouble();
            assertThat(run(
                            "simulate",
                            "fob",
                            "--seeds",
                            box,
                            option,
                            key,
                            "--serial",
                            words[0],
                            "--at",
                            AT.toString(),
                            "--drift-ppm",
                            "" + ppm,
                            "--since",
                            SINCE.toString()))
                    .isZero();
            double drift = Duration.between(SINCE, AT).toSeconds() * ppm / 1e6;
            long own = AT.getEpochSecond() + (long) Math.floor(drift);
            assertThat(answer("/usr/bin/oathtool", "--totp", "-N", "@" + own, words[2]))
                    .containsExactly(out.toString().strip());
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void eventBasedFobsCountTheirPresses() throws IOException, InterruptedException {
        String key = file("pw", "correct horse");
        String box = file("box.xml");
        String csv = file("box.csv");
        assertThat(run(
                        "simulate",
                        "fleet",
                        "--fobs",
                        "2",
                        "--out",
                        box,
                        "--password-file",
                        key,
                        "--maker",
                        "surepassid",
                        "--type",
                        "hotp",
                        "--digits",
                        "8",
                        "--first",
                        "70",
                        "--csv",
                        csv))
                .isZero();
        assertThat(out.toString()).isEqualTo("SPID00000070\nSPID00000071\n");

        String[] row = Files.readAllLines(Path.of(csv)).get(1).split(",");
        assertThat(row).startsWith("SPID00000071").endsWith("HOTP", "8", "0", "SHA1");
        for (String seeds : List.of(csv, box)) {
            List<String> arguments = new ArrayList<>(
                    List.of("simulate", "fob", "--seeds", seeds, "--serial", "SPID00000071", "--press", "3"));
            if (seeds.equals(box)) {
                arguments.addAll(List.of("--password-file", key));
            }
            assertThat(run(arguments.toArray(String[]::new))).isZero();
            assertThat(answer("/usr/bin/oathtool", "--hotp", "-d", "8", "-c", "2", row[1]))
                    .containsExactly(out.toString().strip());
        }
    }

    @Test
    void theSameSeedDrawsTheSameFobsAndOnlyTheOwnerReadsTheFiles() throws IOException {
        String key = file("pw", "correct horse");
        for (String name : List.of("a", "b")) {
            assertThat(run(
                            "simulate",
                            "fleet",
                            "--fobs",
                            "3",
                            "--seed",
                            "7",
                            "--out",
                            file(name),
                            "--password-file",
                            key,
                            "--csv",
                            file(name + ".csv")))
                    .isZero();
        }
        assertThat(directory.resolve("a.csv")).hasSameTextualContentAs(directory.resolve("b.csv"));
        // Its salt and vectors are never drawn from the seed.
        assertThat(Files.readString(directory.resolve("a"))).isNotEqualTo(Files.readString(directory.resolve("b")));
        for (String name : List.of("a", "a.csv")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fobs 0 | takes a number from 1",
                "--fobs 1 --maker acme | --maker does not take acme",
                "--fobs 1 --type hotp | time-based",
                "--fobs 1 --digits 9 | 6 to 8 digits",
                "--fobs 1 --period 5 | 15 or more",
                "--fobs 2 --first 99999999 | numbered"
            })
    void whatNoMakerMakesIsBadUsage(String options, String complaint) {
        List<String> arguments = new ArrayList<>(List.of("simulate", "fleet", "--out", file("box")));
        arguments.addAll(List.of(options.split(" ")));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(complaint);
        assertThat(directory.resolve("box")).doesNotExist();
    }

    @Test
    void temperatureAndBatteryAreTheFobs() throws IOException, InterruptedException {
        String seeds = file("seeds.csv", "GAHT00000001,3132333435363738393031323334353637383930,TOTP,8,30\n");
        String[] fob = {"simulate", "fob", "--seeds", seeds, "--serial", "GAHT00000001", "--at", AT.toString()};

        // 7.65 ppm slower at 10 °C, over 91,454,407 s.
        assertThat(run(with(fob, "--since", SINCE.toString(), "--celsius", "10")))
                .isZero();
        long own = AT.getEpochSecond() - 700;
        assertThat(answer(
                        "/usr/bin/oathtool",
                        "--totp",
                        "-d",
                        "8",
                        "-N",
                        "@" + own,
                        "3132333435363738393031323334353637383930"))
                .containsExactly(out.toString().strip());
        assertThat(run(with(fob, "--since", SINCE.toString(), "--place", "4"))).isZero();
        String once = out.toString();
        assertThat(run(with(fob, "--since", SINCE.toString(), "--place", "4"))).isZero();
        assertThat(out.toString()).isEqualTo(once);

        assertThat(run(with(fob, "--battery-until", AT.toString()))).isEqualTo(1);
        assertThat(run(with(fob, "--celsius", "10"))).isEqualTo(2);
        assertThat(run(with(fob, "--drift-ppm", "4"))).isEqualTo(2);
        assertThat(err.toString()).contains("its battery is empty").doesNotContain("\tat ");
    }

    private static String[] with(String[] command, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
