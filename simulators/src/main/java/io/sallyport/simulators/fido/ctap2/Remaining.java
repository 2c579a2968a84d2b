// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What is still to be told after the first of several; forgotten when nobody asks for 30 seconds (CTAP 2.1 §6.3). */
final class Remaining<T> {
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Queue<T> remaining = new ArrayDeque<>();
    private Instant deadline = Instant.MIN;

    Remaining(InstantSource clock) {
        this.clock = clock;
    }

    void clear() {
        remaining.clear();
    }

    void fill(List<T> further) {
        clear();
        remaining.addAll(further);
        deadline = clock.instant().plus(LIFETIME);
    }

    /** The first of all, which is told now; the others later. */
    T begin(List<T> all) {
        fill(all.subList(1, all.size()));
        return all.get(0);
    }

    Optional<T> next() {
        if (!clock.instant().isBefore(deadline)) {
            clear();
        }
        deadline = clock.instant().plus(LIFETIME);
        return Optional.ofNullable(remaining.poll());
    }
}
