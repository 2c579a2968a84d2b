// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on 127.0.0.1 that answers nobody who calls it by another name, as a page in a browser might. */
final class LoopbackServer implements AutoCloseable {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @param answers empty for none at all: the connection just ends
     * @throws IOException if the port cannot be listened on
     */
    static LoopbackServer start(int port, Function<Asked, Optional<Answer>> answers) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "metadata");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answers));
        server.start();
        return new LoopbackServer(server, threads);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void handle(HttpExchange exchange, Function<Asked, Optional<Answer>> answers) throws IOException {
        // Closing an exchange that nothing was answered to ends its connection.
        try (exchange) {
            Asked asked = Asked.of(exchange);
            Optional<Answer> answer =
                    isForeign(asked) ? Optional.of(Answer.page(403, "Forbidden")) : answers.apply(asked);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        }
    }

    private static boolean isForeign(Asked asked) {
        String host = asked.header("Host").orElse("").toLowerCase(Locale.ROOT);
        int port = host.lastIndexOf(':');
        return !NAMES.contains(port > host.lastIndexOf(']') ? host.substring(0, port) : host);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Server", "EC2ws");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
