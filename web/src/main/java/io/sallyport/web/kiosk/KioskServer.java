// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.hardware.ctap.KeyFinder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key reader behind a port of this machine, from {@link #start} until {@link #close}. */
public final class KioskServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KioskServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ONE = Pattern.compile("/enrolments/([\\w-]{1,64})(?:/(pin|proof))?");
    private static final int THREADS = 4;
    private static final int LARGEST_BODY = 4096;

    private final HttpServer http;
    private final ExecutorService threads;
    private final Gate gate;
    private final Enrolments enrolments;

    static {
        // Seconds that a request may take to come: whoever on this machine begins one and waits would hold a thread for
        // ever.
        // The JDK's server reads it once, so a value that somebody gave stays.
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
    }

    private KioskServer(HttpServer http, ExecutorService threads, Gate gate, Enrolments enrolments) {
        this.http = http;
        this.threads = threads;
        this.gate = gate;
        this.enrolments = enrolments;
    }

    /**
     * Starts to listen.
     *
     * @param address of this machine alone; port 0 picks one
     * @param authorities whose certificates the server's must be of, where the system's trust is not meant
     * @param finder what is attached
     * @throws IOException if the port is taken
     * @throws IllegalArgumentException if the address can be reached from elsewhere, or a file cannot be used
     */
    public static KioskServer start(
            InetSocketAddress address,
            KioskSite site,
            Optional<Path> authorities,
            PairingCode code,
            KeyFinder finder,
            InstantSource clock,
            Pause pause,
            SecureRandom random)
            throws IOException {
        InetAddress host = address.getAddress();
        if (host == null || !host.isLoopbackAddress()) {
            throw new IllegalArgumentException("a key reader is for this machine only: --host 127.0.0.1");
        }
        Ceremonies ceremonies = new CeremoniesOverHttp(TrustedServer.client(authorities, random), site.server());
        HttpServer http = HttpServer.create(address, 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "kiosk");
            thread.setDaemon(true);
            return thread;
        });
        Gate gate = new Gate(http.getAddress().getPort(), site.origin().toString(), code);
        KioskServer server = new KioskServer(
                http, threads, gate, new Enrolments(new Reader(site, finder, ceremonies, clock, pause), random));
        http.setExecutor(threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    public URI uri() {
        InetSocketAddress bound = http.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + bound.getPort());
    }

    /** Null for an answer without a body. */
    private record Answer(int status, @Nullable Object body) {
        static Answer refused(int status, String words) {
            return new Answer(status, Map.of("error", Map.of("message", words)));
        }
    }

    private record Begun(String enrolment) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Told(
            Progress.State state,
            @Nullable String words,
            @Nullable Integer triesLeft,
            @JsonRawValue @Nullable String credential,
            @JsonRawValue @Nullable String assertion) {
        static Told of(Progress progress) {
            return new Told(
                    progress.state(),
                    progress.words(),
                    progress.triesLeft(),
                    progress.credential(),
                    progress.assertion());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Integer> refusal = gate.refusal(exchange.getRemoteAddress(), exchange.getRequestHeaders());
            if (refusal.isPresent()) {
                exchange.sendResponseHeaders(refusal.get(), -1);
                return;
            }
            gate.allow(exchange.getResponseHeaders());
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                Gate.allowRequest(exchange.getRequestHeaders(), exchange.getResponseHeaders());
                return new Answer(204, null);
            }
            boolean paired = gate.isPaired(exchange.getRequestHeaders());
            String called =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            if (called.equals("GET /")) {
                return new Answer(200, Map.of("kiosk", "sallyport", "paired", paired));
            }
            if (!paired) {
                return Answer.refused(401, "this page is not paired with the key reader");
            }
            if (called.equals("POST /enrolments")) {
                return new Answer(201, new Begun(enrolments.begin(member(exchange, "registration"))));
            }
            return ofOne(exchange);
        } catch (KioskRefusal refused) {
            return Answer.refused(409, refused.words());
        } catch (IOException notJson) {
            return Answer.refused(400, "the request's body is not what it should be");
        } catch (RuntimeException unexpected) {
            LOG.error("a request failed", unexpected);
            return Answer.refused(500, "something went wrong at the key reader");
        }
    }

    private Answer ofOne(HttpExchange exchange) throws IOException {
        Matcher path = ONE.matcher(exchange.getRequestURI().getPath());
        Enrolment enrolment = path.matches() ? enrolments.find(path.group(1)).orElse(null) : null;
        if (enrolment == null) {
            return Answer.refused(404, "there is no such enrolment: it ended, or another began");
        }
        Page page = enrolment.page();
        return switch (exchange.getRequestMethod() + " " + (path.group(2) == null ? "" : path.group(2))) {
            case "GET " -> new Answer(200, Told.of(page.ask()));
            case "DELETE " -> {
                enrolments.end();
                yield new Answer(204, null);
            }
            case "POST pin" -> accepted(page.typed(member(exchange, "pin").toCharArray()));
            case "POST proof" -> accepted(page.prove(member(exchange, "proof")));
            default -> Answer.refused(405, "that cannot be done");
        };
    }

    private static Answer accepted(boolean wanted) {
        return wanted ? new Answer(204, null) : Answer.refused(409, "that was not asked for now");
    }

    private static String member(HttpExchange exchange, String name) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readNBytes(LARGEST_BODY));
        if (body == null || !body.path(name).isTextual()) {
            throw new IOException("'" + name + "' is missing");
        }
        return body.path(name).asText();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] body = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.stop(0);
        enrolments.end();
        threads.shutdownNow();
    }
}
