// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key's holder does with the key itself. */
final class KeyCommandsTest {
    private static final String PIN = "correct horse";
    private static final String OTHER = "battery staple";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(PluggedKey key, String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--device", key.device()));
        int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
        assertThat(out + " " + err).doesNotContain(PIN, OTHER, "\tat ");
        return exit;
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content + "\n").toString();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void listsAKeyAndSaysWhatItIs() throws IOException {
        try (PluggedKey key = new PluggedKey()) {
            assertThat(run(key, "devices", "--format", "json")).isZero();
            assertThat(json().path(0).path("Device").asText()).isEqualTo(key.device());
            assertThat(json().path(0).path("Model").asText()).isEqualTo("YubiKey 5 NFC (5.2, 5.4)");
            assertThat(json().path(0).path("Firmware").asText()).isEqualTo("5.4.3");
            assertThat(run(key, "key", "info", "--format", "json")).isZero();
            assertThat(json().path("aaguid").asText()).isEqualTo("2fc0579f-8113-47ea-b116-bb5a8db9202a");
            assertThat(json().at("/options/clientPin").asBoolean(true)).isFalse();
            assertThat(run(key, "key", "info")).isZero();
            assertThat(out.toString()).containsPattern("versions +U2F_V2, FIDO_2_0");
            assertThat(run(key, "key", "wink")).isZero();
        }
    }

    @Test
    void listsAKeyThatCannotBeUsedWithTheReason() throws IOException {
        PluggedKey gone = new PluggedKey();
        gone.close();
        assertThat(run(gone, "devices", "--format", "json")).isZero();
        assertThat(json().path(0).path("Problem").asText()).contains("simulate yubikey");
        assertThat(run(gone, "key", "info")).isEqualTo(1);
        assertThat(err.toString()).contains("no simulated key answers").hasLineCount(1);
    }

    @Test
    void aDeviceThatIsNotSpeltAsOneIsBadUsage() {
        for (String device : List.of("ctaphid:127.0.0.1", "ctaphid:192.0.2.1:80", "ctaphid:127.0.0.1:99999")) {
            err.getBuffer().setLength(0);
            assertThat(Main.run(
                            new PrintWriter(out, true), new PrintWriter(err, true), "key", "info", "--device", device))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("ctaphid:127.0.0.1:");
        }
    }

    @Test
    void aPinIsSetChangedAndCounted() throws IOException {
        String pin = file("pin", PIN);
        String other = file("other", OTHER);
        try (PluggedKey key = new PluggedKey()) {
            assertThat(run(key, "key", "pin", "retries")).isEqualTo(1);
            assertThat(err.toString()).contains("set one first");
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", file("short", "123")))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("4 characters");
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", pin)).isZero();
            assertThat(run(key, "key", "pin", "retries")).isZero();
            assertThat(out.toString().strip()).isEqualTo("8");
            assertThat(run(key, "key", "pin", "change", "--pin-file", other, "--new-pin-file", pin))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("the PIN is wrong, 7 tries are left");
            assertThat(run(key, "key", "pin", "change", "--pin-file", pin, "--new-pin-file", other))
                    .isZero();
            assertThat(run(key, "key", "pin", "retries", "--format", "json")).isZero();
            assertThat(json().path("TriesLeft").asText()).isEqualTo("8");
        }
    }

    @Test
    void withoutATerminalAPinComesFromAFile() throws IOException {
        try (PluggedKey key = new PluggedKey()) {
            assertThat(run(key, "key", "pin", "set")).isEqualTo(1);
            assertThat(err.toString()).contains("--new-pin-file", "SALLYPORT_KEY_NEW_PIN");
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", "/nowhere"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("there is no file /nowhere");
        }
    }

    @Test
    void aResetIsConfirmedAndForgetsThePin() throws IOException {
        try (PluggedKey key = new PluggedKey(Products.YUBIKEY_5_4, PluggedKey.AFTER_A_MOMENT)) {
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", file("pin", PIN)))
                    .isZero();
            assertThat(run(key, "key", "reset")).isEqualTo(1);
            assertThat(err.toString()).contains("--yes");
            assertThat(run(key, "key", "reset", "--yes")).isZero();
            assertThat(err.toString()).contains("touch the security key now");
            assertThat(run(key, "key", "info", "--format", "json")).isZero();
            assertThat(json().at("/options/clientPin").asBoolean(true)).isFalse();
        }
    }

    @Test
    void aKeyThatNobodyTouchesIsNotReset() throws IOException {
        try (PluggedKey key = new PluggedKey(Products.YUBIKEY_5_4, Presence.declining())) {
            assertThat(run(key, "key", "reset", "--yes")).isEqualTo(1);
            assertThat(err.toString()).contains("refused");
        }
    }

    @Test
    void settingsAreSet() throws IOException {
        String pin = file("pin", PIN);
        try (PluggedKey key = new PluggedKey(Products.YUBIKEY_5_7, Presence.eager())) {
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", pin)).isZero();
            assertThat(run(key, "key", "config", "always-uv", "on", "--pin-file", pin))
                    .isZero();
            assertThat(run(key, "key", "config", "min-pin-length", "7", "--pin-file", pin))
                    .isZero();
            assertThat(run(key, "key", "info", "--format", "json")).isZero();
            assertThat(json().at("/options/alwaysUv").asBoolean()).isTrue();
            assertThat(json().path("minPinLength").asInt()).isEqualTo(7);
            assertThat(run(key, "key", "config", "always-uv", "off", "--pin-file", pin))
                    .isZero();
            assertThat(run(key, "key", "config", "always-uv", "perhaps")).isEqualTo(2);
        }
    }

    @Test
    void settingsThatAKeyDoesNotHaveAreRefused() throws IOException {
        try (PluggedKey key = new PluggedKey()) {
            for (String[] setting : new String[][] {
                {"key", "config", "always-uv", "on"},
                {"key", "config", "min-pin-length", "8"},
                {"key", "config", "enterprise-attestation"}
            }) {
                assertThat(run(key, setting)).isEqualTo(1);
                assertThat(err.toString()).contains("cannot be made to");
            }
        }
    }

    @Test
    void anEmptyKeyListsNoCredentialsAndHasRoom() throws IOException {
        String pin = file("pin", PIN);
        try (PluggedKey key = new PluggedKey()) {
            assertThat(run(key, "key", "credentials", "list")).isEqualTo(1);
            assertThat(err.toString()).contains("set one first");
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", pin)).isZero();
            assertThat(run(key, "key", "credentials", "list", "--pin-file", pin, "--format", "json"))
                    .isZero();
            assertThat(json()).isEmpty();
            assertThat(err.toString()).contains("0 held, room for 25 more");
            assertThat(run(key, "key", "credentials", "delete", "00ff", "--pin-file", pin))
                    .isEqualTo(1);
            assertThat(run(key, "key", "credentials", "delete", "no hex")).isEqualTo(2);
        }
    }

    @Test
    void aKeyThatKnowsU2fOnlyHasNoPinToSet() throws IOException {
        try (PluggedKey key = new PluggedKey(Products.YUBIKEY_4, Presence.eager())) {
            assertThat(run(key, "key", "info", "--format", "json")).isZero();
            assertThat(json().path("versions").path(0).asText()).isEqualTo("U2F_V2");
            assertThat(run(key, "key", "pin", "set", "--new-pin-file", file("pin", PIN)))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("U2F only");
        }
    }
}
