// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.security.MessageDigest;
import java.util.Arrays;

/** The shared secret of a one-time-code device. Never printed; its bytes leave only through {@link #reveal()}. */
public final class OtpSeed {
    private final byte[] secret;

    private OtpSeed(byte[] secret) {
        this.secret = secret;
    }

    /**
     * @param secret at least one byte; copied
     * @throws IllegalArgumentException if it is empty
     */
    public static OtpSeed of(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("a seed has at least one byte");
        }
        return new OtpSeed(secret.clone());
    }

    /** The secret itself: every caller of this is a place where it can leak. */
    public byte[] reveal() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OtpSeed seed && MessageDigest.isEqual(secret, seed.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "OtpSeed[hidden]";
    }
}
