// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down an address that keeps giving wrong passwords, whichever accounts it tries. In memory and on each node for
 * itself: what must hold whatever happens is each device's own lock in the store. Thread-safe.
 */
public final class SignInThrottle {
    /** Failures an address may make within {@link #WINDOW}. */
    static final int FAILURES = 50;

    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Failures(Instant since, int count) {}

    /** Too many failures from one address: 429. */
    public static final class TooMany extends RuntimeException {
        private final Duration wait;

        TooMany(Duration wait) {
            super("Too many failed sign-ins from your address: try again in " + wait.toSeconds() + " seconds.");
            this.wait = wait;
        }

        public Duration retryAfter() {
            return wait;
        }
    }

    public SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void require(String address) {
        Failures failures = byAddress.get(address);
        if (failures == null || failures.count() < FAILURES) {
            return;
        }
        Duration left = Duration.between(clock.instant(), failures.since().plus(WINDOW));
        if (left.isNegative() || left.isZero()) {
            byAddress.remove(address);
            return;
        }
        throw new TooMany(left.plusSeconds(1));
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        Failures failures = byAddress.remove(address);
        if (failures != null && now.isBefore(failures.since().plus(WINDOW))) {
            byAddress.put(address, new Failures(failures.since(), failures.count() + 1));
        } else {
            byAddress.put(address, new Failures(now, 1));
        }
    }
}
