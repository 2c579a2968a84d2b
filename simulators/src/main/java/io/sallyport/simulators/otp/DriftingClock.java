// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that was right once and has since run too fast or too slow: now + (now - since) * ppm / 1,000,000. A quartz
 * fob drifts by some 4 ppm, two minutes a year. Thread-safe if the right clock is.
 */
public final class DriftingClock implements InstantSource {
    private static final double MAX_PPM = 100_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final InstantSource right;
    private final double ppm;
    private final Instant since;

    /**
     * @param right the true time
     * @param ppm parts per million, positive for a clock that runs fast; at most 100,000 (a tenth) either way
     * @param since when the clock was right, not in the future
     * @throws IllegalArgumentException if either is out of range
     */
    public DriftingClock(InstantSource right, double ppm, Instant since) {
        if (!(Math.abs(ppm) <= MAX_PPM)) {
            throw new IllegalArgumentException("no clock drifts by " + ppm + " ppm: at most 100000 either way");
        }
        Instant now = right.instant();
        if (since.isAfter(now)) {
            throw new IllegalArgumentException("the clock was right at " + since + ", which is after now, " + now);
        }
        this.right = right;
        this.ppm = ppm;
        this.since = since;
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        Duration elapsed = Duration.between(since, now);
        double drift = (elapsed.getSeconds() + elapsed.getNano() / NANOS_PER_SECOND) * ppm / 1e6;
        double seconds = Math.floor(drift);
        return now.plusSeconds((long) seconds).plusNanos(Math.round((drift - seconds) * NANOS_PER_SECOND));
    }
}
