// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.core.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A server on a free port of the loopback with the whole pipeline but for accounts: the caller is the access key id. */
final class LoopbackEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Actions<Verified<String>> actions;
    private final SignatureVerifier<String> verifier;
    private final Constraints constraints = Constraints.load();

    LoopbackEndpoint(Actions<Verified<String>> actions, Credentials<String> credentials) throws IOException {
        this.actions = actions;
        this.verifier = new SignatureVerifier<>(credentials, InstantSource.system());
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        HttpMessage message = message(exchange);
        Api api = null;
        int status = 200;
        String xml;
        try {
            QueryRequest request = QueryRequest.parse(message.body().toArray());
            api = Api.ofVersion(request.version()).orElse(null);
            Action<Verified<String>, ?> action = actions.find(request);
            Verified<String> caller = verifier.verify(message, action.api().service());
            xml = action.write(Directly.perform(action.prepare(request, constraints), caller), "r-1");
        } catch (WireException e) {
            WireError error = WireErrors.of(e);
            status = error.status();
            xml = error(api, error);
        }
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String error(@Nullable Api api, WireError error) {
        return Action.writeError(api, error, "r-1");
    }

    private static HttpMessage message(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        return new HttpMessage(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders().entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> new HttpMessage.Header(entry.getKey(), value)))
                        .toList(),
                Bytes.of(exchange.getRequestBody().readAllBytes()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
