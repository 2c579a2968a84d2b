// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever keeps giving wrong passwords or codes: after {@value #FAILURES} within {@link #WINDOW} there is nothing to be
 * tried until it has passed. In memory and on each node for itself: what must hold whatever happens is each device's own
 * lock in the store. Thread-safe.
 */
public final class GuessThrottle {
    public static final int FAILURES = 50;

    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MOST_KNOWN = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private record Failures(Instant since, int count) {}

    public GuessThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this one has to wait; empty if it may try. */
    public synchronized Optional<Duration> mustWait(String guesser) {
        Failures failures = known.get(guesser);
        if (failures == null || failures.count() < FAILURES) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), failures.since().plus(WINDOW));
        if (left.isNegative() || left.isZero()) {
            known.remove(guesser);
            return Optional.empty();
        }
        return Optional.of(left.plusSeconds(1));
    }

    public synchronized void failed(String guesser) {
        Instant now = clock.instant();
        Failures failures = known.remove(guesser);
        if (failures != null && now.isBefore(failures.since().plus(WINDOW))) {
            known.put(guesser, new Failures(failures.since(), failures.count() + 1));
        } else {
            known.put(guesser, new Failures(now, 1));
        }
    }
}
