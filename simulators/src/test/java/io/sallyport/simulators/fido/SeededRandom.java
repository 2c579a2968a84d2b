// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import java.security.SecureRandom;
import java.util.Random;

/** Randomness that is the same in every run. */
final class SeededRandom extends SecureRandom {
    private final transient Random random;

    SeededRandom(long seed) {
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
