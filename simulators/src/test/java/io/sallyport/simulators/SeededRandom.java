// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.security.SecureRandom;
import java.util.Random;

/** Randomness that is the same in every run. */
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
