// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Asks the configured server, which TLS proves to be it. Follows nobody elsewhere. */
final class CeremoniesOverHttp implements Ceremonies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[\\w-]{1,100}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final URI server;

    CeremoniesOverHttp(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    @Override
    public KeyCeremony fetch(String id) {
        if (!ID.matcher(id).matches()) {
            throw new KioskRefusal("that names no ceremony");
        }
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/key-ceremonies/" + id))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return new KeyCeremony(read(answer.statusCode(), body.readNBytes(LARGEST)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KioskRefusal("the key reader is being stopped", e);
        } catch (SSLException untrusted) {
            throw new KioskRefusal(
                    server + " cannot prove that it is the server: start the key reader with --ca, or see to its"
                            + " certificate",
                    untrusted);
        } catch (JsonProcessingException notJson) {
            throw notOurs();
        } catch (IOException unreachable) {
            throw new KioskRefusal("the key reader cannot reach " + server + ": try again", unreachable);
        }
    }

    private JsonNode read(int status, byte[] body) throws IOException {
        if (status == NOT_FOUND) {
            throw new KioskRefusal(
                    "the server knows of no such registration: it took too long, or was used. Begin again");
        }
        JsonNode told = JSON.readTree(body);
        if (status != OK || told == null || !told.path("publicKey").isObject()) {
            throw notOurs();
        }
        return told;
    }

    private KioskRefusal notOurs() {
        return new KioskRefusal(
                server + " does not answer as Sallyport does: start the key reader with another --server");
    }
}
