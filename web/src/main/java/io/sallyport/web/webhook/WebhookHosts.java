// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.webhook;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom the server calls: only who was named by whoever runs it, lest an account's administrator reach what the server's
 * network holds.
 */
public final class WebhookHosts {
    private static final Pattern NAMED = Pattern.compile("(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> named;

    private WebhookHosts(Set<String> named) {
        this.named = named;
    }

    /**
     * @param hosts {@code HOST}, which means port 443, or {@code HOST:PORT}
     * @throws IllegalArgumentException for what is neither
     */
    public static WebhookHosts of(List<String> hosts) {
        for (String host : hosts) {
            if (!NAMED.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
                throw new IllegalArgumentException(
                        "a webhook's host is HOST or HOST:PORT, such as hooks.example.org, not " + host);
            }
        }
        return new WebhookHosts(Set.copyOf(hosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .map(host -> host.matches(".*[^:]:[0-9]+") ? host : host + ":443")
                .toList()));
    }

    /** Nothing about a URL is believed but scheme, host and port; in clear only to this machine. */
    public boolean allow(URI url) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null || host == null || url.getRawUserInfo() != null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> named.contains(name + ":" + (url.getPort() < 0 ? 443 : url.getPort()));
            case "http" ->
                LOOPBACK.contains(name) && named.contains(name + ":" + (url.getPort() < 0 ? 80 : url.getPort()));
            default -> false;
        };
    }
}
