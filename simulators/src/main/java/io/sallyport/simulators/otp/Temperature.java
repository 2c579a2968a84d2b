// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How warm it is where a fob lies, at any instant: an average and waves around it for the seasons, day and night, and the
 * weather. Waves, because their effect on a quartz has a closed form: five years are evaluated in one step, and the same
 * seed gives the same warmth at the same instant whoever asks first. Immutable.
 */
public final class Temperature {
    /** Where a watch crystal runs fastest, whichever side of it the temperature is on. */
    static final double TURNOVER_CELSIUS = 25;

    private static final Instant ORIGIN = Instant.parse("2000-01-01T00:00:00Z");
    private static final double DAY = 86_400;
    private static final double YEAR = 365.2425 * DAY;
    /** From the origin to about 20 July. */
    private static final double WARMEST = 201 * DAY;

    private final double average;
    private final List<Wave> waves;

    private Temperature(double average, List<Wave> waves) {
        this.average = average;
        this.waves = List.copyOf(waves);
    }

    /** @param rate in radians a second */
    private record Wave(double celsius, double rate, double phase) {
        static Wave peakingAt(double second, double celsius, double period) {
            double rate = 2 * Math.PI / period;
            return new Wave(celsius, rate, Math.PI / 2 - rate * second);
        }

        double at(double second) {
            return celsius * Math.sin(rate * second + phase);
        }
    }

    /**
     * The same all year; 25 °C is where a quartz runs as it was adjusted.
     *
     * @throws IllegalArgumentException if no fob survives that: -40 to 85 °C
     */
    public static Temperature constant(double celsius) {
        if (!(celsius >= -40 && celsius <= 85)) {
            throw new IllegalArgumentException("a fob lies at -40 to 85 °C, not at " + celsius);
        }
        return new Temperature(celsius, List.of());
    }

    /**
     * Indoors and in a pocket: on average 19 to 25 °C, 2 to 6 °C warmer in July, 1 to 4 °C in the afternoon, and weather of
     * some 2 °C that comes and goes within 2 to 40 days.
     *
     * @param seed which of all such places
     */
    public static Temperature lifelike(long seed) {
        Random random = new Random(seed);
        double average = between(random, 19, 25);
        List<Wave> waves = new ArrayList<>();
        waves.add(Wave.peakingAt(WARMEST, between(random, 2, 6), YEAR));
        waves.add(Wave.peakingAt(between(random, 10, 20) / 24 * DAY, between(random, 1, 4), DAY));
        for (int i = 0; i < 6; i++) {
            double period = 2 * DAY * Math.pow(20, random.nextDouble());
            waves.add(Wave.peakingAt(random.nextDouble() * period, between(random, 0.5, 1.7), period));
        }
        return new Temperature(average, waves);
    }

    private static double between(Random random, double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /** At that instant, in degrees Celsius. */
    public double at(Instant instant) {
        double second = second(instant);
        return average + waves.stream().mapToDouble(wave -> wave.at(second)).sum();
    }

    /**
     * The integral of (temperature - 25 °C)² over time, in °C² s, which is what a quartz has felt. With c the average's
     * distance and waves a·sin(ωu+φ) it is ∫ c² + 2c·Σ a·sin(…) + ΣΣ a·b·sin(…)·sin(…) du, and the product of two sines is
     * half the difference of two cosines.
     */
    double squaredDistance(Instant from, Instant to) {
        double start = second(from);
        double end = second(to);
        double distance = average - TURNOVER_CELSIUS;
        double sum = distance * distance * (end - start);
        for (Wave wave : waves) {
            sum += 2 * distance * wave.celsius * cosines(wave.rate, wave.phase - Math.PI / 2, start, end);
            for (Wave other : waves) {
                sum += wave.celsius
                        * other.celsius
                        / 2
                        * (cosines(wave.rate - other.rate, wave.phase - other.phase, start, end)
                                - cosines(wave.rate + other.rate, wave.phase + other.phase, start, end));
            }
        }
        return sum;
    }

    /** The integral of cos(rate·u + phase), in a form that needs no case for a rate of 0. */
    private static double cosines(double rate, double phase, double start, double end) {
        double half = rate * (end - start) / 2;
        double narrowing = Math.abs(half) < 1e-9 ? 1 : Math.sin(half) / half;
        return (end - start) * Math.cos(rate * (start + end) / 2 + phase) * narrowing;
    }

    private static double second(Instant instant) {
        Duration since = Duration.between(ORIGIN, instant);
        return since.getSeconds() + since.getNano() / 1e9;
    }
}
