// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import java.time.Instant;

/**
 * What is left in a fob. Makers promise three to five years; once empty, nothing shows and nothing is changed: the fob is
 * thrown away.
 *
 * @param end when it is empty at the latest, by the true time
 * @param presses after how many presses it is empty at the latest
 */
public record Battery(Instant end, long presses) {
    public Battery {
        if (presses < 0) {
            throw new IllegalArgumentException("a battery lasts for 0 or more presses, not " + presses);
        }
    }

    /** It outlives every test. */
    public static Battery everlasting() {
        return new Battery(Instant.MAX, Long.MAX_VALUE);
    }

    public static Battery until(Instant end) {
        return new Battery(end, Long.MAX_VALUE);
    }

    public static Battery ofPresses(long presses) {
        return new Battery(Instant.MAX, presses);
    }

    boolean isEmpty(Instant now, long pressed) {
        return !now.isBefore(end) || pressed >= presses;
    }
}
