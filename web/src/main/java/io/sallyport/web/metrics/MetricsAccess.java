// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.metrics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the counters. Whoever bears the token, if there is one; without one, processes of this machine that come by
 * themselves. A proxy on this machine comes by itself too, but for somebody else: what says so is turned away.
 */
public final class MetricsAccess {
    private static final int SHORTEST_TOKEN = 16;
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] tokenDigest;

    private MetricsAccess(byte @Nullable [] tokenDigest) {
        this.tokenDigest = tokenDigest;
    }

    /** This machine only. */
    public static MetricsAccess loopback() {
        return new MetricsAccess(null);
    }

    /** @throws IllegalArgumentException if the token can be guessed */
    public static MetricsAccess bearer(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "a token for /metrics has " + SHORTEST_TOKEN + " characters at least: openssl rand -hex 32");
        }
        return new MetricsAccess(sha256(token));
    }

    boolean needsToken() {
        return tokenDigest != null;
    }

    /**
     * Whether this request may.
     *
     * @param fromLoopback whether the connection comes from this machine
     * @param forwarded whether it names somebody it was forwarded for
     */
    boolean allows(@Nullable String authorization, boolean fromLoopback, boolean forwarded) {
        if (tokenDigest == null) {
            return fromLoopback && !forwarded;
        }
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        tokenDigest,
                        sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
