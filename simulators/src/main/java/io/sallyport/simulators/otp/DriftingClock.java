// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A quartz clock that was right once and has since run too fast or too slow. Thread-safe if the right clock is.
 *
 * <p>It runs off by {@code ppm} at 25 °C, for which its maker adjusted it, and by 0.034 ppm less for each squared degree
 * away from that (the parabola of a 32,768 Hz watch crystal cut for 25 °C): at 10 °C it is slower by 7.7 ppm. So it shows
 * {@code now + (ppm · (now - since) - 0.034 · ∫ (T - 25 °C)² dt) / 1,000,000}. The average fob is off by some 4 ppm, two
 * minutes a year.
 */
public final class DriftingClock implements InstantSource {
    private static final double MAX_PPM = 100_000;
    private static final double PPM_PER_SQUARED_DEGREE = -0.034;
    private static final double NANOS_PER_SECOND = 1e9;

    private final InstantSource right;
    private final double ppm;
    private final Instant since;
    private final Temperature temperature;

    /**
     * At 25 °C, whatever the season.
     *
     * @param right the true time
     * @param ppm parts per million, positive for a clock that runs fast; at most 100,000 (a tenth) either way
     * @param since when the clock was right, not in the future
     * @throws IllegalArgumentException if either is out of range
     */
    public DriftingClock(InstantSource right, double ppm, Instant since) {
        this(right, ppm, since, Temperature.constant(Temperature.TURNOVER_CELSIUS));
    }

    /**
     * @param temperature where the clock lies
     * @throws IllegalArgumentException as for the other constructor
     */
    public DriftingClock(InstantSource right, double ppm, Instant since, Temperature temperature) {
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
        this.temperature = temperature;
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        Duration elapsed = Duration.between(since, now);
        double drift = ((elapsed.getSeconds() + elapsed.getNano() / NANOS_PER_SECOND) * ppm
                        + PPM_PER_SQUARED_DEGREE * temperature.squaredDistance(since, now))
                / 1e6;
        double seconds = Math.floor(drift);
        return now.plusSeconds((long) seconds).plusNanos(Math.round((drift - seconds) * NANOS_PER_SECOND));
    }
}
