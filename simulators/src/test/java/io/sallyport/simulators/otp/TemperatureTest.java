// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {
    private static final Instant SINCE = Instant.parse("2023-02-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(SINCE);
    private final InstantSource clock = now::get;

    /** Seconds that the fob is ahead. */
    private double ahead(DriftingClock fob, Instant at) {
        now.set(at);
        Duration ahead = Duration.between(at, fob.instant());
        return ahead.getSeconds() + ahead.getNano() / 1e9;
    }

    /** Simpson's rule, which knows nothing of waves. */
    private static double integrated(LongToDoubleFunction function, long seconds, long step) {
        double sum = 0;
        for (long second = 0; second < seconds; second += step) {
            sum += step
                    / 6.0
                    * (function.applyAsDouble(second)
                            + 4 * function.applyAsDouble(second + step / 2)
                            + function.applyAsDouble(second + step));
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void closedFormIsWhatSteppingThroughTheYearsGives(long place) {
        Temperature temperature = Temperature.lifelike(place);
        Duration years = Duration.ofDays(3 * 365 + 17);
        double stepped = integrated(
                second -> Math.pow(temperature.at(SINCE.plusSeconds(second)) - 25, 2), years.toSeconds(), 3600);

        assertThat(temperature.squaredDistance(SINCE, SINCE.plus(years))).isCloseTo(stepped, within(stepped * 1e-6));
        DriftingClock fob = new DriftingClock(clock, 3.5, SINCE, temperature);
        assertThat(ahead(fob, SINCE.plus(years)))
                .isCloseTo((3.5 * years.toSeconds() - 0.034 * stepped) / 1e6, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"25, 0", "10, -7.65", "40, -7.65", "-10, -41.65"})
    void aQuartzRunsSlowerAwayFrom25Degrees(double celsius, double ppm) {
        DriftingClock fob = new DriftingClock(clock, 0, SINCE, Temperature.constant(celsius));
        assertThat(ahead(fob, SINCE.plusSeconds(100_000_000))).isCloseTo(ppm * 100, within(1e-6));
    }

    @Test
    void thePlaceIsTheSameAtTheSameInstantWhoeverAsksFirst() {
        Instant later = SINCE.plus(Duration.ofDays(700));
        DriftingClock first = new DriftingClock(clock, 4, SINCE, Temperature.lifelike(9));
        double once = ahead(first, later);
        DriftingClock second = new DriftingClock(InstantSource.fixed(later), 4, SINCE, Temperature.lifelike(9));

        ahead(first, SINCE.plusSeconds(5));
        assertThat(ahead(first, later)).isEqualTo(once);
        assertThat(second.instant()).isEqualTo(first.instant());
        assertThat(ahead(new DriftingClock(clock, 4, SINCE, Temperature.lifelike(10)), later))
                .isNotEqualTo(once);
    }

    @Test
    void aPlaceIsWhereAFobLies() {
        for (long place = 0; place < 50; place++) {
            Temperature temperature = Temperature.lifelike(place);
            double summer = 0;
            double winter = 0;
            for (int hour = 0; hour < 5 * 365 * 24; hour += 7) {
                Instant at = SINCE.plus(Duration.ofHours(hour));
                assertThat(temperature.at(at)).isBetween(0.0, 45.0);
                int month = at.atOffset(ZoneOffset.UTC).getMonthValue();
                summer += month == 7 ? temperature.at(at) : 0;
                winter += month == 1 ? temperature.at(at) : 0;
            }
            assertThat(summer).isGreaterThan(winter);
        }
    }

    @Test
    void timeNeverGoesBack() {
        DriftingClock fob = new DriftingClock(clock, -12, SINCE, Temperature.lifelike(3));
        Instant before = fob.instant();
        for (int i = 1; i < 5000; i++) {
            now.set(SINCE.plusSeconds(i * 977L));
            assertThat(fob.instant()).isAfter(before);
            before = fob.instant();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-41, 86, Double.NaN})
    void refusesWhatNoFobSurvives(double celsius) {
        assertThatIllegalArgumentException().isThrownBy(() -> Temperature.constant(celsius));
    }
}
