// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a device rests after wrong codes: not at all for the first {@value #FREE}, then half a minute, doubled each
 * time up to an hour. NIST SP 800-63B §5.2.2 allows at most 100 consecutive failures; at this pace the hundredth comes
 * after four days, and by then 103 wrong codes of three live ones each have a chance of 3.1e-4 to hit.
 */
final class Throttle {
    static final int FREE = 4;

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Throttle() {}

    /** @param failures consecutive wrong codes, the one just seen included */
    static Instant lockedUntil(int failures, Instant now) {
        if (failures <= FREE) {
            return Instant.EPOCH;
        }
        Duration rest = FIRST.multipliedBy(1L << Math.min(failures - FREE - 1, 10));
        return now.plus(rest.compareTo(LONGEST) < 0 ? rest : LONGEST);
    }
}
