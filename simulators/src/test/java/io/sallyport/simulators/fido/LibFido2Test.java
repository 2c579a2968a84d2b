// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simulated key with the C library that OpenSSH, systemd and browsers reach keys by: Yubico's libfido2, which does its
 * own framing, PIN protocols, verification of signatures and encryption of large blobs. Each scenario has a new key.
 */
@Timeout(60)
class LibFido2Test {
    private static final String SOURCE = "libfido2_client.c";

    @TempDir
    private static Path directory;

    private static Path client;

    @BeforeAll
    static void compileTheClient() throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        try (InputStream in = Objects.requireNonNull(LibFido2Test.class.getResourceAsStream(SOURCE))) {
            Files.copy(in, source);
        }
        client = directory.resolve("libfido2_client");
        Ran gcc = run(
                "gcc",
                "-std=c11",
                "-D_GNU_SOURCE",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                client.toString(),
                source.toString(),
                "-lfido2");
        assertThat(gcc.exit())
                .as("this test needs the Debian packages gcc, libc6-dev and libfido2-dev: " + gcc.output())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "es256",
                "es384",
                "eddsa",
                "rs256",
                "pin",
                "resident",
                "hmac-secret",
                "credProtect",
                "credBlob",
                "largeBlobs",
                "u2f",
                "configuration",
                "reset"
            })
    void libfido2FindsNothingToComplainOf(String scenario) throws IOException, InterruptedException {
        Environment environment = new Environment(
                Clock.systemUTC(), new SeededRandom(11), waiting -> Presence.Answer.TOUCHED, Storage.inMemory());
        try (LoopbackPort port = SimulatedSecurityKey.builder(environment)
                .profile(Products.EVERYTHING)
                .build()
                .attachTcp(0)) {
            Ran ran = run(client.toString(), Integer.toString(port.port()), scenario);
            assertThat(ran.exit()).as(ran.output()).isZero();
        }
    }

    private record Ran(int exit, String output) {}

    private static Ran run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
