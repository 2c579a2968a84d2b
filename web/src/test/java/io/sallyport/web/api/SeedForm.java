// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** A form as a browser sends one with a file in it (RFC 7578). */
final class SeedForm {
    private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    SeedForm file(byte[] content) {
        return part("name=\"file\"; filename=\"fobs.xml\"\r\nContent-Type: application/octet-stream", content);
    }

    SeedForm with(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    private SeedForm part(String headers, byte[] content) {
        text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + headers + "\r\n\r\n");
        body.writeBytes(content);
        text("\r\n");
        return this;
    }

    private void text(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    Client.Answer send(Client client) {
        text("--" + BOUNDARY + "--\r\n");
        return sendBroken(client);
    }

    /** Without its end. */
    Client.Answer sendBroken(Client client) {
        return client.send(client.request("/api/v1/fobs")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
