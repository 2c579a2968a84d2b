// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * How a password becomes the key of a file: PBKDF2 (RFC 8018 section 5.2) with the parameters that the file states
 * (RFC 6030 section 6.2).
 *
 * @param length of the key, in bytes
 */
record PskcPassword(byte[] salt, int iterations, int length, PskcMac function) {
    /** OWASP's figure for HMAC-SHA-256 in 2023; half a second, once a file. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;

    /** Parameters for a new file. */
    static PskcPassword fresh(int length, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PskcPassword(salt, ITERATIONS, length, PskcMac.SHA256);
    }

    /** @throws IllegalArgumentException if {@code password} is empty */
    byte[] key(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("a password has at least one character");
        }
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(function.pbkdf2())
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + function.pbkdf2(), e);
        } finally {
            spec.clearPassword();
        }
    }
}
