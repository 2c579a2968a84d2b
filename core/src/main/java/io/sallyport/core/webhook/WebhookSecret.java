// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.webhook;

import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * What deliveries of one webhook are signed with (Standard Webhooks 1.0, "Signature scheme", symmetric). Shown once;
 * never printed.
 */
public final class WebhookSecret {
    /** The specification asks for 24 to 64. */
    private static final int BYTES = 32;

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final Bytes bytes;

    private WebhookSecret(Bytes bytes) {
        this.bytes = bytes;
    }

    public static WebhookSecret generate(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return of(secret);
    }

    public static WebhookSecret of(byte[] secret) {
        return new WebhookSecret(Bytes.of(secret));
    }

    public byte[] bytes() {
        return bytes.toArray();
    }

    /** As its receiver's library takes it: every caller of this is a place where it can leak. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes.toArray());
    }

    /** The header {@code webhook-signature}. */
    public String signature(String id, Instant at, String body) {
        String signed = id + "." + at.getEpochSecond() + "." + body;
        return VERSION
                + Base64.getEncoder()
                        .encodeToString(new HmacUtils(HmacAlgorithms.HMAC_SHA_256, bytes.toArray())
                                .hmac(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
