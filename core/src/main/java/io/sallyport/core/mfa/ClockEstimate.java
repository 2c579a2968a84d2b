// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of a time-based device's clock at a moment: how far it runs ahead of ours and how fast it gains, both
 * with their uncertainty. The time that a person takes to read and type a code is part of the offset: nobody can tell the
 * two apart, and nobody need.
 *
 * @param at when it last was learnt from; null if it never was
 * @param offset seconds ahead of ours at that moment
 * @param rate seconds gained in a second
 * @param uses how often it was learnt from since it was first enabled
 * @param jump the last time it was found where it could not be expected; null if it always kept to its course
 */
public record ClockEstimate(
        @Nullable Instant at,
        double offset,
        double rate,
        Covariance covariance,
        long uses,
        @Nullable Jump jump) {

    /** How far any clock is followed, in seconds. At 20 ppm it takes eleven years to get there. */
    static final double FARTHEST = Duration.ofHours(2).toSeconds();

    /**
     * How sure both are, in squares of their units.
     *
     * @param both the covariance of offset and rate
     */
    public record Covariance(double offset, double both, double rate) {
        static final Covariance NONE = new Covariance(0, 0, 0);
    }

    /**
     * That a clock was not where it could be expected: dropped, worn out, or with a new battery.
     *
     * @param seconds how far off its course it was
     */
    public record Jump(Instant at, double seconds) {}

    /** Of a clock that was never looked at. */
    static ClockEstimate unknown(double offset) {
        return new ClockEstimate(null, offset, 0, Covariance.NONE, 0, null);
    }

    /** What is to be expected at a moment, if nothing is learnt until then. */
    ClockEstimate expectedAt(Instant moment, ClockNoise noise) {
        if (at == null) {
            return this;
        }
        // Where our own clock was set back, no time has passed.
        double passed = Math.max(0, Duration.between(at, moment).toMillis() / 1000.0);
        double square = passed * passed;
        Covariance then = new Covariance(
                covariance.offset
                        + 2 * passed * covariance.both
                        + square * covariance.rate
                        + noise.rateWander() * square * passed / 3
                        + noise.offsetWander() * passed,
                covariance.both + passed * covariance.rate + noise.rateWander() * square / 2,
                covariance.rate + noise.rateWander() * passed);
        double expected = Math.max(-FARTHEST, Math.min(FARTHEST, offset + rate * passed));
        return new ClockEstimate(moment, expected, rate, then, uses, jump);
    }

    /** The standard deviation of {@link #offset}. */
    double offsetDeviation() {
        return Math.sqrt(covariance.offset);
    }

    /** The standard deviation of {@link #rate}. */
    public double rateDeviation() {
        return Math.sqrt(covariance.rate);
    }
}
