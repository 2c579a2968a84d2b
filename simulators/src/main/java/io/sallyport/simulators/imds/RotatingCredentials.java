// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The newest credentials of a role. They are replaced while the old ones are still valid: "We make new credentials
 * available at least five minutes before the expiration of the old credentials" (Amazon EC2 User Guide, "Retrieve security
 * credentials from instance metadata"). Thread-safe.
 */
final class RotatingCredentials {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final RoleCredentials source;
    private final Delivery delivery;
    private final InstantSource clock;
    private @Nullable DeliveredCredentials newest;

    RotatingCredentials(RoleCredentials source, Delivery delivery, InstantSource clock) {
        this.source = source;
        this.delivery = delivery;
        this.clock = clock;
    }

    /**
     * Credentials that are valid.
     *
     * @throws RoleUnavailable if there are none to be had any more
     */
    synchronized DeliveredCredentials get() throws RoleUnavailable {
        Instant now = clock.instant();
        DeliveredCredentials held = newest;
        if (held != null && now.isBefore(renewal(held))) {
            return held;
        }
        try {
            DeliveredCredentials renewed = source.open(delivery);
            newest = renewed;
            return renewed;
        } catch (RoleUnavailable unavailable) {
            if (held != null && now.isBefore(held.expiresAt())) {
                return held;
            }
            throw unavailable;
        }
    }

    /** Of those that live shorter than ten minutes, after half of their time. */
    private static Instant renewal(DeliveredCredentials held) {
        Duration half = Duration.between(held.issuedAt(), held.expiresAt()).dividedBy(2);
        return held.expiresAt().minus(half.compareTo(AHEAD) < 0 ? half : AHEAD);
    }
}
