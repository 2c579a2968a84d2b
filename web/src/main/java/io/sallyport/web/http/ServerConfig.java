// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.sallyport.core.WebOrigin;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the server listens. Plain HTTP is for loopback only: anybody further away needs TLS, ours or a trusted proxy's.
 *
 * @param port 0 picks a free one
 * @param origin what browsers reach it by; empty for {@code http://localhost:PORT}
 * @param baseDomain sign-in pages answer to {@code ALIAS.baseDomain} too; empty for none
 * @param tls empty for plain HTTP
 * @param trustedProxies whose X-Forwarded-For and X-Forwarded-Proto are believed, and nobody else's
 * @param trustSimulators whether simulated devices' attestation is accepted
 * @param federation whose identity tokens count
 * @param webhookHosts whom webhooks may be sent to, as {@code HOST} or {@code HOST:PORT}
 * @param u2fAppId by which U2F credentials from before WebAuthn sign in; empty for none
 */
public record ServerConfig(
        String host,
        int port,
        Optional<URI> origin,
        Optional<String> baseDomain,
        Optional<Tls> tls,
        List<AddressRange> trustedProxies,
        boolean trustSimulators,
        FederationConfig federation,
        List<String> webhookHosts,
        Optional<U2fAppId> u2fAppId) {
    /** PEM files: the certificate with its chain, and its key unencrypted. */
    public record Tls(Path certificate, Path key) {}

    /** @throws IllegalArgumentException if it would carry passwords over a network in clear, or makes no sense */
    public ServerConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        if (!isLoopback(host) && tls.isEmpty() && trustedProxies.isEmpty()) {
            throw new IllegalArgumentException("plain HTTP is served on loopback only: for " + host
                    + " give --tls-cert and --tls-key, or --trusted-proxy");
        }
        origin.ifPresent(ServerConfig::requireOrigin);
        // As browsers write it, or no key's answer would be from there.
        origin = origin.map(WebOrigin::of);
        // Without an origin a page's name is localhost, whose scheme is ours.
        URI page = origin.orElseGet(() -> URI.create((tls.isPresent() ? "https" : "http") + "://localhost"));
        u2fAppId.ifPresent(appId -> appId.requireSiteOf(page));
    }

    /** One that believes nobody's identity tokens, sends no webhooks and has no U2F credentials. */
    public ServerConfig(
            String host,
            int port,
            Optional<URI> origin,
            Optional<String> baseDomain,
            Optional<Tls> tls,
            List<AddressRange> trustedProxies,
            boolean trustSimulators) {
        this(
                host,
                port,
                origin,
                baseDomain,
                tls,
                trustedProxies,
                trustSimulators,
                FederationConfig.NONE,
                List.of(),
                Optional.empty());
    }

    public ServerConfig with(FederationConfig newFederation) {
        return copy(port, newFederation, webhookHosts, u2fAppId);
    }

    public ServerConfig withWebhookHosts(List<String> newHosts) {
        return copy(port, federation, newHosts, u2fAppId);
    }

    public ServerConfig withU2fAppId(U2fAppId newAppId) {
        return copy(port, federation, webhookHosts, Optional.of(newAppId));
    }

    public ServerConfig withPort(int newPort) {
        return copy(newPort, federation, webhookHosts, u2fAppId);
    }

    private ServerConfig copy(
            int newPort, FederationConfig newFederation, List<String> newHosts, Optional<U2fAppId> newAppId) {
        return new ServerConfig(
                host,
                newPort,
                origin,
                baseDomain,
                tls,
                trustedProxies,
                trustSimulators,
                newFederation,
                newHosts,
                newAppId);
    }

    /** For tests and the demo: this machine only, a free port. */
    public static ServerConfig loopback() {
        return new ServerConfig("127.0.0.1", 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
    }

    private static void requireOrigin(URI origin) {
        boolean web = "http".equals(origin.getScheme()) || "https".equals(origin.getScheme());
        boolean bare = origin.getRawPath() == null || origin.getRawPath().isEmpty();
        if (!web || origin.getHost() == null || !bare || origin.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "an origin is scheme, host and port, such as https://iam.example.org, not " + origin);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("there is no such host: " + host, unknown);
        }
    }
}
