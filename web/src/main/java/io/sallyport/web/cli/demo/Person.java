// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody at a browser, as far as the JSON API can tell. */
final class Person {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String account;
    private final String name;
    private final String password;
    private @Nullable String cookie;

    Person(URI server, String account, String name, String password) {
        this.server = server;
        this.account = account;
        this.name = name;
        this.password = password;
    }

    /** An answer of the API. */
    record Reply(int status, JsonNode json) {
        String text(String member) {
            return json.path(member).asText();
        }
    }

    Reply enterPassword() throws IOException, InterruptedException {
        return post("/api/v1/signin", Map.of("account", account, "user", name, "password", password));
    }

    Reply enterCode(Reply signIn, String serial, String code) throws IOException, InterruptedException {
        return post(factor(signIn), Map.of("serial", serial, "code", code));
    }

    Reply touchKey(Reply signIn, String credential) throws IOException, InterruptedException {
        return post(factor(signIn), Map.of("credential", JSON.readTree(credential)));
    }

    private static String factor(Reply signIn) {
        return "/api/v1/signin/" + signIn.text("signin") + "/factor";
    }

    /** Begins an enrolment. */
    Reply device(Map<String, ?> wanted) throws IOException, InterruptedException {
        return post("/api/v1/users/" + name + "/devices", wanted);
    }

    Reply activate(Map<String, ?> proof) throws IOException, InterruptedException {
        return post("/api/v1/users/" + name + "/devices/activation", proof);
    }

    Reply finishKey(Reply begun, String keyName, String credential) throws IOException, InterruptedException {
        return activate(Map.of(
                "registration", begun.text("registration"), "name", keyName, "credential", JSON.readTree(credential)));
    }

    /** Who the server takes her for. */
    Reply session() throws IOException, InterruptedException {
        return send(request("/api/v1/session").GET());
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
