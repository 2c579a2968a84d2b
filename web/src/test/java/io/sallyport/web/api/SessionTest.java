// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.credential.BrowserSession;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTest extends OneServer {
    private void requireNobody(@Nullable String cookie) {
        Client holder = client();
        holder.holdCookie(cookie);
        assertThat(holder.get("/api/v1/session").expect(401).code()).isEqualTo("NotSignedIn");
        holder.get(ZOES).expect(401);
        assertThat(holder.get("/api/v1/signin")
                        .expect(200)
                        .body()
                        .get("signedIn")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void signOutKillsTheCookie() {
        Client client = signedIn("zoe");
        String cookie = client.cookie();
        client.send(client.request("/api/v1/session").DELETE()).expect(204);
        assertThat(client.cookie()).isEmpty();
        requireNobody(cookie);
    }

    @Test
    void signOutEndsOneSessionOfSeveral() {
        Client one = signedIn("zoe");
        Client other = signedIn("zoe");
        one.delete("/api/v1/session").expect(204);
        other.get("/api/v1/session").expect(200);
    }

    @Test
    void cookieThatIsNoSessionIsNobody() {
        for (String cookie : List.of(
                "",
                "x",
                RunningServer.ACCOUNT + "-" + "A".repeat(43),
                // An account that is not there.
                "000000000000-" + "A".repeat(43))) {
            requireNobody(cookie);
            Client holder = client();
            holder.holdCookie(cookie);
            holder.delete("/api/v1/session").expect(204);
        }
        requireNobody(null);
    }

    @Test
    void sessionEndsByItself() {
        Client client = signedIn("zoe");
        server.advance(BrowserSession.LIFETIME.plusSeconds(1));
        requireNobody(client.cookie());
    }

    @Test
    void cookieIsOutOfReachForScriptsAndOtherSites() {
        Client.Answer answer = client().password("zoe", PASSWORD);
        String cookie = answer.http().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    }

    @Test
    void refusesAPageOfAnotherOrigin() {
        Client client = signedIn("zoe");
        for (String origin : List.of("https://evil.example", "http://localhost:1", "null", "https" + host())) {
            Client.Answer answer = client.send(client.request("/api/v1/session")
                            .header("Origin", origin)
                            .DELETE())
                    .expect(403);
            assertThat(answer.code()).isEqualTo("AccessDenied");
        }
        client.get("/api/v1/session").expect(200);
        client.send(client.request("/api/v1/session")
                        .header("Origin", server.origin().toString())
                        .DELETE())
                .expect(204);
    }

    private String host() {
        return server.origin().toString().substring("http".length());
    }

    @Test
    void doesNotAnswerToAForeignHost() throws IOException {
        for (String host : List.of("rebound.example", "localhost.evil.example", "")) {
            assertThat(statusLine(host)).contains(host.isEmpty() ? " 4" : " 421 ");
        }
        assertThat(statusLine("localhost")).contains(" 200 ");
    }

    /** By hand, since Java's client writes the Host header itself. */
    private String statusLine(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.origin().getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream()
                    .write(("GET /api/v1/signin HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
