// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** What an authenticator app shows (RFC 6238, six digits, SHA-1, 30 s), without any code of the product. */
final class AppCodes {
    static final Duration STEP = Duration.ofSeconds(30);

    private final byte[] seed;

    /** @param base32 as {@code Base32StringSeed} has it */
    AppCodes(String base32) {
        this.seed = new Base32().decode(base32);
    }

    String at(Instant instant) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed, "RAW"));
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                    .putLong(instant.getEpochSecond() / STEP.toSeconds())
                    .array()));
            int truncated = hash.getInt(hash.get(19) & 0xf) & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", truncated % 1_000_000);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has HMAC-SHA-1", impossible);
        }
    }
}
