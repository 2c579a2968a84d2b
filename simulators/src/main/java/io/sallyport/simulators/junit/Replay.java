// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

/** Goes along with a test's failure, to say how its devices can be had again. */
final class Replay extends RuntimeException {
    Replay(long seed) {
        super(
                "the simulated devices of this test had the seed " + seed + ": -D" + SimulatedDevices.SEED + "=" + seed
                        + " gives the same again",
                null,
                false,
                false);
    }
}
