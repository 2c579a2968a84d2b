// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One person's program: it keeps the session's cookie. */
final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COOKIE = "sallyport-session=";

    private final URI origin;
    private @Nullable String cookie;

    Client(URI origin) {
        this.origin = origin;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> http) {
        String code() {
            return body.path("error").path("code").asText();
        }

        String text(String member) {
            return body.path(member).asText();
        }

        Answer expect(int wanted) {
            assertThat(status).as(http.body()).isEqualTo(wanted);
            return this;
        }
    }

    /** An object of strings. */
    static ObjectNode object(String... namesAndValues) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static ObjectNode with(ObjectNode object, String member, String json) {
        return object.set(member, parse(json));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new AssertionError("not JSON: " + json, notJson);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, JsonNode body) {
        return post(path, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, byte[] body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** What is answered without a body. */
    void deleteNothing(String path) {
        assertThat(text(request(path).DELETE()).statusCode()).isEqualTo(204);
    }

    /** What is answered in no JSON. */
    String postForText(String path, JsonNode body) {
        HttpResponse<String> answer = text(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> text(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new AssertionError("the server does not answer", unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path));
        if (cookie != null) {
            request.header("Cookie", COOKIE + cookie);
        }
        return request;
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            keepCookie(response);
            return new Answer(response.statusCode(), parse(response.body()), response);
        } catch (IOException unreachable) {
            throw new AssertionError("the server does not answer", unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private void keepCookie(HttpResponse<String> response) {
        Optional<String> set = response.headers().firstValue("Set-Cookie").filter(value -> value.startsWith(COOKIE));
        set.ifPresent(value -> cookie = value.substring(COOKIE.length(), value.indexOf(';')));
    }

    void holdCookie(@Nullable String value) {
        cookie = value;
    }

    @Nullable String cookie() {
        return cookie;
    }

    /** The first step of a sign-in. */
    Answer password(String user, String password) {
        return post("/api/v1/signin", object("account", "acme", "user", user, "password", password));
    }

    Answer code(Answer step, String serial, String code) {
        return post("/api/v1/signin/" + step.text("signin") + "/factor", object("serial", serial, "code", code));
    }
}
