// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key at a server, by commands: the commands, JSON over HTTP, and packets over TCP. */
final class KeySignInCommandsTest {
    private static final String PASSWORD = "Correct-horse-9";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init") // set up before each test
    private RunningServer server;

    @SuppressWarnings("NullAway.Init") // set up before each test
    private PluggedKey key;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(directory);
        server.addUser("sara", PASSWORD);
        key = new PluggedKey(Products.YUBIKEY_5_4, PluggedKey.AFTER_A_MOMENT);
    }

    @AfterEach
    void stop() throws IOException {
        key.close();
        server.close();
    }

    private int run(URI endpoint, PluggedKey with, String... command) throws IOException {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--device", with.device(), "--endpoint", endpoint.toString()));
        if (!arguments.contains("--password-file")) {
            Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
            arguments.addAll(List.of("--password-file", password.toString()));
        }
        if (!arguments.contains("--root-email")) {
            arguments.addAll(List.of("--account", RunningServer.ALIAS, "--user", "sara"));
        }
        int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
        assertThat(out + " " + err).doesNotContain(PASSWORD, "sallyport-session", "\tat ");
        return exit;
    }

    private int run(String... command) throws IOException {
        return run(server.origin(), key, command);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void registersAndSignsIn() throws IOException {
        assertThat(run("key", "login")).as("nothing to sign in with yet").isEqualTo(1);
        assertThat(err.toString()).contains("register a security key first");
        assertThat(run("key", "register", "--name", "keyring", "--format", "json"))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("touch the security key now");
        String serial = json().path("Serial").asText();
        assertThat(serial).contains("u2f/user/sara/keyring");
        assertThat(run("key", "login", "--format", "json")).as(err.toString()).isZero();
        assertThat(json().path("Status").asText()).isEqualTo("SIGNED_IN");
        assertThat(json().path("Method").asText()).isEqualTo("fido");
        assertThat(json().path("Serial").asText()).isEqualTo(serial);
        assertThat(json().path("Arn").asText()).endsWith(":user/sara");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d", "http://localhost:%d/", "http://127.0.0.1:%d/console"})
    void signsForWhatTheServerCallsItselfHoweverThisMachineIsSpelt(String endpoint) throws IOException {
        URI uri = URI.create(String.format(endpoint, server.origin().getPort()));
        assertThat(run(uri, key, "key", "register")).as(err.toString()).isZero();
        assertThat(run(uri, key, "key", "login")).as(err.toString()).isZero();
    }

    @Test
    void signsForNoOtherSiteThatAServerCallsItself() throws IOException {
        assertThat(run("key", "register", "--origin", "https://iam.example.org"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("calls itself localhost", "--origin");
    }

    @Test
    void aSecondKeyIsRegisteredByTheFirst() throws IOException {
        try (PluggedKey second = new PluggedKey(Products.YUBIKEY_5_7, Presence.eager())) {
            assertThat(run("key", "register", "--name", "first")).isZero();
            assertThat(run(server.origin(), second, "key", "register", "--name", "second"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("--sign-in-device");
            assertThat(run(
                            server.origin(),
                            second,
                            "key",
                            "register",
                            "--name",
                            "second",
                            "--sign-in-device",
                            key.device()))
                    .as(err.toString())
                    .isZero();
            assertThat(run(server.origin(), second, "key", "login")).isZero();
            assertThat(run("key", "login")).isZero();
        }
    }

    @Test
    void aKeyIsNotRegisteredTwice() throws IOException {
        assertThat(run("key", "register")).isZero();
        assertThat(run("key", "register", "--name", "again", "--sign-in-device", key.device()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("it is registered there already");
    }

    @Test
    void aStrangersKeyDoesNotSignIn() throws IOException {
        assertThat(run("key", "register")).isZero();
        try (PluggedKey stranger = new PluggedKey()) {
            assertThat(run(server.origin(), stranger, "key", "login")).isEqualTo(1);
            assertThat(err.toString()).contains("it holds no credential for this");
        }
    }

    @Test
    void aKeyThatNobodyTouchesDoesNotSignIn() throws IOException {
        try (PluggedKey shy = new PluggedKey(Products.YUBIKEY_5_4, Presence.declining())) {
            assertThat(run(server.origin(), shy, "key", "register")).isEqualTo(1);
            assertThat(err.toString()).contains("its holder declined");
        }
    }

    @Test
    void aKeyThatKnowsU2fOnlyRegistersAndSignsIn() throws IOException {
        assertThat(run("key", "register", "--name", "new")).isZero();
        try (PluggedKey old = new PluggedKey(Products.YUBIKEY_4, Presence.eager())) {
            assertThat(run(server.origin(), old, "key", "register", "--name", "old", "--sign-in-device", key.device()))
                    .as(err.toString())
                    .isZero();
            assertThat(run(server.origin(), old, "key", "login"))
                    .as(err.toString())
                    .isZero();
        }
    }

    @Test
    void aWrongPasswordIsRefusedInTheServersWords() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong"), "Wrong-horse-9");
        assertThat(run("key", "register", "--password-file", wrong.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("the server refused: ").doesNotContain("Wrong-horse");
    }

    @Test
    void rootHasKeysToo() throws IOException {
        Path password = Files.writeString(
                directory.resolve("root"), server.secrets().root().reveal());
        String[] root = {"--root-email", RunningServer.ROOT_EMAIL, "--password-file", password.toString()};
        assertThat(run(concat(root, "key", "register"))).isEqualTo(1);
        assertThat(err.toString()).contains("a new password is due", "/signin");
    }

    private static String[] concat(String[] last, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(last));
        return all.toArray(new String[0]);
    }

    @Test
    void whatDoesNotAnswerAsSallyportDoesIsNamed() throws IOException {
        URI nobody = URI.create("http://localhost:1");
        assertThat(run(nobody, key, "key", "login")).isEqualTo(1);
        assertThat(err.toString()).contains("cannot reach " + nobody);
    }
}
