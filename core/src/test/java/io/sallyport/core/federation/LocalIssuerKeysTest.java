// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.core.IamException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalIssuerKeysTest {
    private static final String ISSUER = "https://idp.example.org";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final List<String> asked = new ArrayList<>();
    private final HttpServer idp;
    private String answer = keys("one");
    private int status = 200;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    LocalIssuerKeysTest() throws IOException {
        idp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        idp.createContext("/", this::answer);
        idp.start();
    }

    @AfterEach
    void stop() {
        idp.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String keys(String keyId) {
        return "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"" + keyId + "\"}]}";
    }

    private LocalIssuerKeys byUrl() {
        return new LocalIssuerKeys(
                List.of(JwksLocation.parse(
                        ISSUER + "=http://127.0.0.1:" + idp.getAddress().getPort() + "/keys")),
                () -> now);
    }

    private static List<String> ids(Optional<JWKSet> keys) {
        return keys.stream()
                .flatMap(set -> set.getKeys().stream())
                .map(JWK::getKeyID)
                .toList();
    }

    @Test
    void keysAreKeptForAWhileAndAskedForAnewOnceASecond() {
        LocalIssuerKeys keys = byUrl();
        assertThat(ids(keys.find(ISSUER))).containsExactly("one");
        answer = keys("two");
        assertThat(ids(keys.find(ISSUER))).containsExactly("one");
        assertThat(ids(keys.refreshed(ISSUER))).containsExactly("one");
        now = now.plusSeconds(1);
        assertThat(ids(keys.refreshed(ISSUER))).containsExactly("two");
        answer = keys("three");
        now = now.plus(Duration.ofMinutes(5));
        assertThat(ids(keys.find(ISSUER))).containsExactly("three");
        assertThat(asked).hasSize(3);
    }

    @Test
    void aFileIsLookedAtAgainWheneverAKeyIsMissing() throws IOException {
        Path file = Files.writeString(directory.resolve("jwks"), keys("one"));
        LocalIssuerKeys keys = new LocalIssuerKeys(List.of(JwksLocation.parse(ISSUER + "=" + file)), () -> now);
        assertThat(ids(keys.find(ISSUER))).containsExactly("one");
        Files.writeString(file, keys("two"));
        assertThat(ids(keys.find(ISSUER))).containsExactly("one");
        assertThat(ids(keys.refreshed(ISSUER))).containsExactly("two");
    }

    @Test
    void noRedirectIsFollowedAndAnEndIsSet() {
        status = 302;
        refuses(byUrl());
        assertThat(asked).containsExactly("/keys");
        status = 200;
        answer = " ".repeat(300_000) + keys("one");
        refuses(byUrl());
        status = 500;
        answer = keys("one");
        refuses(byUrl());
    }

    @Test
    void whoDoesNotAnswerIsAskedAgainASecondLater() {
        LocalIssuerKeys keys = byUrl();
        status = 503;
        refuses(keys);
        refuses(keys);
        assertThat(asked).hasSize(1);
        status = 200;
        now = now.plusSeconds(1);
        assertThat(ids(keys.find(ISSUER))).containsExactly("one");
        idp.stop(0);
        refuses(byUrl());
    }

    @Test
    void whatIsNoKeySetHoldsNoKeys() {
        answer = "<html>";
        assertThat(byUrl().find(ISSUER)).isEmpty();
    }

    @Test
    void otherIssuersAreNotAskedFor() {
        for (String issuer :
                List.of(ISSUER + "/", "http://127.0.0.1:" + idp.getAddress().getPort(), "")) {
            assertThat(byUrl().find(issuer)).isEmpty();
            assertThat(byUrl().refreshed(issuer)).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    private static void refuses(LocalIssuerKeys keys) {
        assertThatThrownBy(() -> keys.find(ISSUER))
                .isInstanceOfSatisfying(
                        IamException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(IamException.Kind.IDP_COMMUNICATION_ERROR));
    }
}
