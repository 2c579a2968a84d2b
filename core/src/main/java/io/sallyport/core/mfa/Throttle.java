// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a device rests after wrong codes: not at all for the first {@value #FREE}, then half a minute, doubled each
 * time up to an hour. After {@value #MOST} in a row (NIST SP 800-63B §5.2.2) it rests until somebody deactivates and
 * enables it anew, except root's and those in stock, which nobody could release. A hundred guesses at three live codes of six digits
 * hit with a chance of 3.0e-4.
 */
final class Throttle {
    static final int FREE = 4;
    static final int MOST = 100;

    /** The end of what ISO 8601 writes with four digits of year. */
    static final Instant FOR_GOOD = Instant.parse("9999-12-31T23:59:59Z");

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Throttle() {}

    /**
     * Until when the device rests.
     *
     * @param failures consecutive wrong codes, the one just seen included
     * @param owner null for a device in stock
     */
    static Instant lockedUntil(int failures, @Nullable UniqueId owner, Instant now) {
        if (failures <= FREE) {
            return Instant.EPOCH;
        }
        if (failures >= MOST && owner != null && !owner.isRoot()) {
            return FOR_GOOD;
        }
        Duration rest = FIRST.multipliedBy(1L << Math.min(failures - FREE - 1, 10));
        return now.plus(rest.compareTo(LONGEST) < 0 ? rest : LONGEST);
    }
}
