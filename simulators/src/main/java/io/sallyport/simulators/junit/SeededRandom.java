// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import java.security.SecureRandom;
import java.util.Random;

/** What a test's devices draw: the same in every run with the same seed, and so no secret. */
public final class SeededRandom extends SecureRandom {
    private final transient Random random;

    public SeededRandom(long seed) {
        random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        // SecureRandom's constructor asks before the field is set.
        if (random != null) {
            random.nextBytes(bytes);
        }
    }
}
