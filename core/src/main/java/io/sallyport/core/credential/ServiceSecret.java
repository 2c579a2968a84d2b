// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.security.SecureRandom;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The secret half of a service-specific credential: 60 characters. Never printed; leaves through {@link #reveal()}, once,
 * to its owner. Nobody has to read it back, so the store keeps its hash.
 */
public final class ServiceSecret {
    /** 60 characters of which the last is {@code =}, as AWS's passwords are. */
    private static final int RANDOM_BYTES = 44;

    private final String text;

    private ServiceSecret(String text) {
        this.text = text;
    }

    public static ServiceSecret generate(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ServiceSecret(Base64.getEncoder().encodeToString(bytes));
    }

    /** The text itself: every caller of this is a place where it can leak. */
    public String reveal() {
        return text;
    }

    /** SHA-256 in hex, which needs no salt and no work against guessing: nobody guesses 352 random bits. */
    public String hash() {
        return DigestUtils.sha256Hex(text);
    }

    @Override
    public String toString() {
        return "ServiceSecret[hidden]";
    }
}
