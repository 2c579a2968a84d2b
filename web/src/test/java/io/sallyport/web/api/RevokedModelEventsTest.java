// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An account's log is told of its keys of a revoked model once, not at each sign-in. */
class RevokedModelEventsTest extends OneKeyServer {
    private static final KeyProfile OTHER = Products.YUBIKEY_5_7;

    private List<JsonNode> told() {
        return server.running().events().stream()
                .filter(event -> event.path("eventName").asText().equals("SecurityKeyModelRevoked"))
                .toList();
    }

    /** What was told, the newest first, once there are so many. */
    private List<JsonNode> awaitTold(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (told().size() < count) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
        return told();
    }

    private SecurityKey enrolled(String user, KeyProfile model) {
        SecurityKey key = server.plugIn(server.made(model));
        server.register(server.signedIn(user), user, key).expect(200);
        return key;
    }

    @Test
    void onceForEachModelAndBlobHoweverOftenItsKeysAreUsed() throws IOException {
        try (SecurityKey zoes = enrolled("zoe", MODEL);
                SecurityKey marlas = enrolled("marla", MODEL)) {
            server.revoke(MODEL);
            JsonNode event = awaitTold(1).get(0);
            assertThat(event.path("eventSource").asText()).isEqualTo("sallyport");
            assertThat(event.path("eventType").asText()).isEqualTo("AwsServiceEvent");
            JsonNode details = event.path("additionalEventData");
            assertThat(details.path("model").asText()).isEqualTo("Simulated " + MODEL.name());
            assertThat(details.path("aaguid").asText())
                    .isEqualTo(MODEL.aaguid().toUuid().toString());
            assertThat(details.path("reports").toString()).isEqualTo("[\"REVOKED\"]");
            assertThat(details.path("keyCount").asInt()).isEqualTo(2);
            assertThat(details.path("keys").toString()).contains("u2f/user/zoe/blue", "u2f/user/marla/blue");
            assertThat(details.path("suspended").asBoolean()).isFalse();
            server.signIn(new Client(server.running().origin()), "zoe", zoes).expect(200);
            server.signIn(new Client(server.running().origin()), "marla", marlas)
                    .expect(200);

            // After a restart of the same day nothing is new; the next blob says it again.
            server.running().restart();
            server.revoke(MODEL);
            server.suspend(true);
            server.running().advance(Duration.ofDays(1));
            server.revoke(MODEL);
            List<JsonNode> both = awaitTold(2);
            assertThat(both).hasSize(2);
            JsonNode second = both.get(0).path("additionalEventData");
            assertThat(second.path("metadataNumber").asLong())
                    .isEqualTo(details.path("metadataNumber").asLong() + 1);
            assertThat(second.path("suspended").asBoolean()).isTrue();
        }
    }

    @Test
    void ofAnotherModelInTheSameBlobTooAndOfNoneThatNobodyHas() throws IOException {
        try (SecurityKey zoes = enrolled("zoe", MODEL);
                SecurityKey marlas = enrolled("marla", OTHER)) {
            assertThat(zoes).isNotEqualTo(marlas);
            server.revoke(Products.SECURITY_KEY_NFC_5_7);
            server.revoke(MODEL);
            awaitTold(1);
            server.revoke(OTHER);
            List<JsonNode> told = awaitTold(2);
            assertThat(told)
                    .extracting(event -> event.at("/additionalEventData/model").asText())
                    .containsExactly("Simulated " + OTHER.name(), "Simulated " + MODEL.name());
        }
    }
}
