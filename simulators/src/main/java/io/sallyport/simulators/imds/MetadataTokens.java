// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session tokens of instance metadata version 2. A token says until when it is valid and proves that it is ours, so that
 * none has to be kept, however many are asked for; they are good for as long as the process lives, as at AWS they are for
 * one instance.
 */
final class MetadataTokens {
    /** As long as AWS's: 56 characters. */
    private static final int BYTES = 40;

    private static final int SAID = 2 * Long.BYTES;
    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final SecureRandom random;
    private final InstantSource clock;

    MetadataTokens(SecureRandom random, InstantSource clock) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, MAC);
        this.random = random;
        this.clock = clock;
    }

    String issue(int ttlSeconds) {
        byte[] said = ByteBuffer.allocate(SAID)
                .putLong(clock.instant().plusSeconds(ttlSeconds).toEpochMilli())
                .putLong(random.nextLong())
                .array();
        byte[] token = ByteBuffer.allocate(BYTES).put(said).put(proof(said)).array();
        return Base64.getUrlEncoder().encodeToString(token);
    }

    boolean isValid(String text) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
        if (token.length != BYTES) {
            return false;
        }
        byte[] said = Arrays.copyOf(token, SAID);
        return MessageDigest.isEqual(proof(said), Arrays.copyOfRange(token, SAID, BYTES))
                && clock.instant()
                        .isBefore(Instant.ofEpochMilli(ByteBuffer.wrap(said).getLong()));
    }

    private byte[] proof(byte[] said) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(said), BYTES - SAID);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has HMAC with SHA-256", impossible);
        }
    }
}
