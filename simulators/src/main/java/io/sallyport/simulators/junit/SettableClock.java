// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The time of one test and all its devices. It stands still but while a device waits for its person. Thread-safe. */
public final class SettableClock implements InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now;

    SettableClock(Instant start) {
        this.now = start;
    }

    /** The one clock of a test, for all extensions that it has. */
    public static SettableClock of(ExtensionContext test) {
        return of(test, START);
    }

    static SettableClock of(ExtensionContext test, Instant start) {
        return test.getStore(Namespace.create(SettableClock.class))
                .getOrComputeIfAbsent("clock", name -> new SettableClock(start), SettableClock.class);
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
