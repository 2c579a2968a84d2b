// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;

/** Portable Symmetric Key Containers (RFC 6030), in which makers deliver seeds and token servers hand them on. */
public final class Pskc {
    private Pskc() {}

    /**
     * Writes a container that holds {@code tokens}: each with its maker, serial, hash, digits, period, drift or next
     * counter.
     *
     * <p>Under a key, seeds, counters and drifts are encrypted and their MAC stands beside them: AES-128, -192 or -256 in
     * CBC mode by the length of a pre-shared key; AES-256 under a key that PBKDF2 derives from a password
     * (HMAC-SHA-256, 600,000 rounds). Nothing in the format protects a serial or a period.
     *
     * @param out written as the tokens come; flushed, not closed
     * @throws IllegalArgumentException if {@code key} is of no such length, or an empty password
     * @throws IOException if {@code out} fails
     */
    public static void write(OutputStream out, Iterable<TokenSeed> tokens, SeedKey key, SecureRandom random)
            throws IOException {
        PskcWriter.write(out, tokens, PskcSealing.with(key, random));
    }
}
