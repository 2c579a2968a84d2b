// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may talk to the key reader: a browser on this machine that shows the site's own page, and knows the pairing code. */
final class Gate {
    static final String CODE = "X-Sallyport-Pairing";

    private final Set<String> hosts;
    private final String origin;
    private final PairingCode code;

    Gate(int port, String origin, PairingCode code) {
        // Another name that leads here is a page's trick (DNS rebinding).
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        this.origin = origin;
        this.code = code;
    }

    /** The status of the refusal, for whoever is not at all to be listened to. */
    Optional<Integer> refusal(InetSocketAddress peer, Headers headers) {
        if (!peer.getAddress().isLoopbackAddress()) {
            return Optional.of(403);
        }
        if (!one(headers, "Host")
                .map(host -> host.toLowerCase(Locale.ROOT))
                .filter(hosts::contains)
                .isPresent()) {
            return Optional.of(421);
        }
        return one(headers, "Origin").filter(origin::equals).isPresent() ? Optional.empty() : Optional.of(403);
    }

    boolean isPaired(Headers headers) {
        return one(headers, CODE).filter(code::is).isPresent();
    }

    /** What lets the browser hand our answers to that page. */
    void allow(Headers answer) {
        answer.set("Access-Control-Allow-Origin", origin);
        answer.set("Vary", "Origin");
        answer.set("Cache-Control", "no-store");
        answer.set("X-Content-Type-Options", "nosniff");
    }

    /** As the Fetch standard's preflight asks, and Private Network Access for pages that come from elsewhere. */
    static void allowRequest(Headers asked, Headers answer) {
        answer.set("Access-Control-Allow-Methods", "GET, POST, DELETE");
        answer.set("Access-Control-Allow-Headers", "Content-Type, " + CODE);
        answer.set("Access-Control-Max-Age", "600");
        if (one(asked, "Access-Control-Request-Private-Network")
                .filter("true"::equals)
                .isPresent()) {
            answer.set("Access-Control-Allow-Private-Network", "true");
        }
    }

    private static Optional<String> one(Headers headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
