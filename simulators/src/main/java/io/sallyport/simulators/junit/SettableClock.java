// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of one test and all its devices. It stands still but while a device waits for its person. Thread-safe. */
public final class SettableClock implements InstantSource {
    private Instant now;

    SettableClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
