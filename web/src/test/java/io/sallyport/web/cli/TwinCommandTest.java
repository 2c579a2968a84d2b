// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TwinCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int compare(KeyProfile one, KeyProfile other) throws IOException {
        try (PluggedKey first = new PluggedKey(one, Presence.eager());
                PluggedKey second = new PluggedKey(other, Presence.eager())) {
            return run("twin", "--device", first.device(), "--device", second.device(), "--format", "json");
        }
    }

    @Test
    void twoKeysOfOneModelAnswerAlike() throws IOException {
        assertThat(compare(Products.YUBIKEY_5_4, Products.YUBIKEY_5_4))
                .as(out.toString() + err)
                .isZero();
        assertThat(err.toString()).containsPattern("[1-9][0-9]+ questions, 0 answered differently");
    }

    @Test
    void twoKeysOfTwoModelsDifferWhereTheModelsDo() throws IOException {
        assertThat(compare(Products.YUBIKEY_5_4, Products.YUBIKEY_5_7)).isEqualTo(1);
        JsonNode differences = new ObjectMapper().readTree(out.toString());
        List<String> questions = new ArrayList<>();
        differences.forEach(
                difference -> questions.add(difference.path("question").asText()));
        assertThat(questions)
                .contains("INIT", "getInfo", "makeCredential")
                .doesNotContain("PING of 1024 bytes", "WINK", "a continuation out of sequence", "U2F: REGISTER");
        assertThat(out.toString()).contains("FIDO_2_1", "alwaysUv");
    }

    @Test
    void aKeyWithoutCtap2DiffersInAllOfIt() throws IOException {
        assertThat(compare(Products.YUBIKEY_5_4, Products.YUBIKEY_4)).isEqualTo(1);
        assertThat(out.toString()).contains("\"getAssertion\"").doesNotContain("\"U2F: VERSION\"");
    }

    @Test
    void oneKeyHasNoTwin() throws IOException {
        try (PluggedKey key = new PluggedKey()) {
            assertThat(run("twin", "--device", key.device())).isEqualTo(2);
            assertThat(err.toString()).contains("give --device twice");
        }
    }
}
