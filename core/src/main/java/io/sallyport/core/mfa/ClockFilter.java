// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.mfa.ClockEstimate.Covariance;
import io.sallyport.core.mfa.ClockEstimate.Jump;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Learns a device's clock from the codes that were accepted: a Kalman filter of two states, offset and rate.
 *
 * <p>An observation is the middle of the accepted step against our clock. Its variance is that of a moment anywhere within
 * the step (period² / 12) and of a person's haste: {@value #TYPING} seconds of standard deviation; her mean is in the offset.
 *
 * <p>A single code may be late, or a guess. What it says counts only as far as {@value #BELIEVED} standard deviations of what
 * was expected, so that it moves a known clock by some seconds. Two consecutive codes are believed.
 */
record ClockFilter(OtpParameters parameters, ClockNoise noise) {
    private static final int TYPING = 8;
    private static final double BELIEVED = 2.5;

    /** Of a code that was read when it was wanted, in steps: anything, so the middle. */
    private static final double AGE_OF_ONE = 0.5;

    /** Of the second of two: she waited for it, but pressing a button twice is waiting too. */
    private static final double AGE_OF_SECOND = 0.25;

    /** From how many standard deviations on a clock has jumped: once in some 16,000 codes of one that did not. */
    private static final double JUMPED = 4;

    /** What was seen, beside what was expected. */
    private record Innovation(ClockEstimate expected, double seconds, double variance) {
        boolean surprising() {
            return Math.abs(seconds) > JUMPED * Math.sqrt(variance);
        }

        @Nullable Jump jump(Instant now) {
            return surprising() ? new Jump(now, seconds) : expected.jump();
        }

        double believed() {
            double most = BELIEVED * Math.sqrt(variance);
            return Math.max(-most, Math.min(most, seconds));
        }

        double offsetGain() {
            return expected.covariance().offset() / variance;
        }

        double rateGain() {
            return expected.covariance().both() / variance;
        }
    }

    /** @param age how old the code was when it was read, in steps */
    private double seen(long step, double age, Instant now) {
        return (step + age) * parameters.period().toSeconds() - now.toEpochMilli() / 1000.0;
    }

    private double noiseOfOne() {
        double period = parameters.period().toSeconds();
        return period * period / 12 + TYPING * TYPING;
    }

    /** After a code of {@code step} was accepted. */
    ClockEstimate afterCode(ClockEstimate before, long step, Instant now) {
        if (before.at() == null) {
            return first(seen(step, AGE_OF_ONE, now), now);
        }
        Innovation news = innovation(before, seen(step, AGE_OF_ONE, now), now);
        return corrected(news, news.believed(), now);
    }

    /**
     * After two consecutive codes, the second of {@code step}, proved where it is: the clock is there, whatever was
     * expected. If its rate was known it cannot be the cause, and is to be watched anew.
     */
    ClockEstimate afterPair(ClockEstimate before, long step, Instant now) {
        double seen = seen(step, AGE_OF_SECOND, now);
        if (before.at() == null) {
            return first(seen, now);
        }
        Innovation news = innovation(before, seen, now);
        ClockEstimate expected = news.expected();
        if (news.surprising() && expected.rateDeviation() < noise.rateDeviation() / 2) {
            Covariance anew = new Covariance(noiseOfOne(), 0, square(noise.rateDeviation()));
            return new ClockEstimate(now, seen, expected.rate(), anew, before.uses() + 1, news.jump(now));
        }
        ClockEstimate corrected = corrected(news, news.seconds(), now);
        Covariance there = new Covariance(
                noiseOfOne(),
                corrected.covariance().both(),
                corrected.covariance().rate());
        return new ClockEstimate(now, seen, corrected.rate(), there, corrected.uses(), corrected.jump());
    }

    private ClockEstimate first(double seen, Instant now) {
        Covariance covariance = new Covariance(noiseOfOne(), 0, square(noise.rateDeviation()));
        return new ClockEstimate(now, seen, 0, covariance, 0, null);
    }

    private Innovation innovation(ClockEstimate before, double seen, Instant now) {
        ClockEstimate expected = before.expectedAt(now, noise);
        return new Innovation(
                expected, seen - expected.offset(), expected.covariance().offset() + noiseOfOne());
    }

    private static ClockEstimate corrected(Innovation news, double seconds, Instant now) {
        ClockEstimate expected = news.expected();
        Covariance covariance = expected.covariance();
        return new ClockEstimate(
                now,
                expected.offset() + news.offsetGain() * seconds,
                expected.rate() + news.rateGain() * seconds,
                new Covariance(
                        covariance.offset() * (1 - news.offsetGain()),
                        covariance.both() * (1 - news.offsetGain()),
                        covariance.rate() - news.rateGain() * covariance.both()),
                expected.uses() + 1,
                news.jump(now));
    }

    private static double square(double number) {
        return number * number;
    }
}
