// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.security.SecureRandom;
import java.util.Base64;

/** The secret half of an access key: 40 characters. Never printed; leaves only through {@link #reveal()}. */
public final class SecretAccessKey {
    private static final int RANDOM_BYTES = 30;

    private final String text;

    private SecretAccessKey(String text) {
        this.text = text;
    }

    public static SecretAccessKey of(String text) {
        return new SecretAccessKey(text);
    }

    /** 240 random bits in base64, which makes AWS's 40 characters. */
    public static SecretAccessKey generate(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new SecretAccessKey(Base64.getEncoder().encodeToString(bytes));
    }

    /** The text itself: every caller of this is a place where it can leak. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "SecretAccessKey[hidden]";
    }
}
