// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody at a browser, as far as the JSON API can tell. */
public final class Person {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final Map<String, String> claim;
    private final String devices;
    private @Nullable String cookie;

    private Person(URI server, Map<String, String> claim, String devices) {
        this.server = server;
        this.claim = claim;
        this.devices = devices;
    }

    public static Person user(URI server, String account, String name, String password) {
        return new Person(
                server,
                Map.of("account", account, "user", name, "password", password),
                "/api/v1/users/" + encoded(name) + "/devices");
    }

    public static Person root(URI server, String email, String password) {
        return new Person(server, Map.of("email", email, "password", password), "/api/v1/root/devices");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An answer of the API. */
    public record Reply(int status, JsonNode json) {
        public String text(String member) {
            return json.path(member).asText();
        }
    }

    public Reply enterPassword() throws IOException, InterruptedException {
        return post("/api/v1/signin", claim);
    }

    public Reply enterCode(Reply signIn, String serial, String code) throws IOException, InterruptedException {
        return post(factor(signIn), Map.of("serial", serial, "code", code));
    }

    public Reply touchKey(Reply signIn, String credential) throws IOException, InterruptedException {
        return post(factor(signIn), Map.of("credential", JSON.readTree(credential)));
    }

    private static String factor(Reply signIn) {
        return "/api/v1/signin/" + signIn.text("signin") + "/factor";
    }

    /** Begins an enrolment. */
    public Reply device(Map<String, ?> wanted) throws IOException, InterruptedException {
        return post(devices, wanted);
    }

    public Reply activate(Map<String, ?> proof) throws IOException, InterruptedException {
        return post(devices + "/activation", proof);
    }

    /** Has a key that is being registered sign once. */
    public Reply prove(Reply begun, String credential) throws IOException, InterruptedException {
        return post(
                devices + "/proof",
                Map.of("registration", begun.text("registration"), "credential", JSON.readTree(credential)));
    }

    public Reply finishKey(Reply begun, String keyName, String credential) throws IOException, InterruptedException {
        return activate(Map.of(
                "registration", begun.text("registration"), "name", keyName, "credential", JSON.readTree(credential)));
    }

    /** Who the server takes her for. */
    public Reply session() throws IOException, InterruptedException {
        return send(request("/api/v1/session").GET());
    }

    /** Ends the session; without one nothing happens. */
    public void leave() throws IOException, InterruptedException {
        http.send(request("/api/v1/session").DELETE().build(), BodyHandlers.discarding());
        cookie = null;
    }

    private Reply post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        answer.headers()
                .firstValue("Set-Cookie")
                .ifPresent(set -> cookie = Objects.requireNonNull(set).split(";", 2)[0]);
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
    }
}
