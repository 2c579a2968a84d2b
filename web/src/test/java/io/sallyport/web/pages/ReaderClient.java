// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whoever speaks HTTP to a key reader; unlike a browser it says of itself what it likes. */
public final class ReaderClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI reader;
    private final Map<String, String> headers = new LinkedHashMap<>();

    ReaderClient(URI reader) {
        this.reader = reader;
        headers.put("Host", reader.getAuthority());
    }

    /** The site's own page on this machine. */
    public static ReaderClient page(OneReader reader, URI site) {
        return new ReaderClient(reader.uri())
                .with("Origin", site.toString())
                .with("X-Sallyport-Pairing", reader.code());
    }

    ReaderClient with(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    public record Answer(int status, String head, JsonNode json) {
        public String words() {
            return json.at("/error/message").asText();
        }

        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                            .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }
    }

    Answer send(String method, String path, String body) throws IOException {
        try (Socket socket = new Socket(reader.getHost(), reader.getPort())) {
            StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            request.append("Content-Length: ")
                    .append(body.length())
                    .append("\r\nConnection: close\r\n\r\n")
                    .append(body);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = answer.split("\r\n\r\n", 2);
            String json = parts.length < 2 || parts[1].isEmpty() ? "{}" : parts[1];
            return new Answer(Integer.parseInt(answer.split(" ", 3)[1]), parts[0], JSON.readTree(json));
        }
    }

    public Answer begin(String registration) throws IOException {
        return send("POST", "/enrolments", "{\"registration\":\"" + registration + "\"}");
    }

    /** Asks until it is as wanted, or over. */
    JsonNode until(String enrolment, Predicate<JsonNode> wanted) throws IOException {
        JsonNode told;
        do {
            told = send("GET", "/enrolments/" + enrolment, "").json();
        } while (!wanted.test(told) && !told.path("state").asText().matches("REFUSED|PROVEN|"));
        return told;
    }

    JsonNode until(String enrolment, String state) throws IOException {
        return until(enrolment, told -> told.path("state").asText().equals(state));
    }
}
