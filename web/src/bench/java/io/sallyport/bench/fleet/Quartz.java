// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A fob's crystal: what its clock truly shows. The model under test is not asked. */
final class Quartz implements InstantSource {
    private static final double DAY = 86_400;
    private static final double YEAR = 365.25 * DAY;
    private static final double PPM = 1e-6;

    private final Setting setting;
    private final Random random;
    private final double ownRate;
    private final double season;
    private final double summer;
    private double weather;
    private double walked;
    private double offset;
    private Instant now;
    private @Nullable Instant battery;

    /** @param offset seconds that the clock is ahead when it is handed out */
    Quartz(Setting setting, double driftPpm, double offset, Instant start, Random random) {
        this.setting = setting;
        this.random = random;
        this.ownRate = driftPpm * PPM;
        this.season = random.nextDouble() * setting.seasonPpm() * PPM;
        this.summer = random.nextDouble() * 2 * Math.PI;
        this.weather = random.nextGaussian() * setting.weatherPpm() * PPM;
        this.offset = offset;
        this.now = start;
        if (setting.newBatteries() && random.nextInt(10) == 0) {
            battery = start.plusSeconds((long) (random.nextDouble() * 5 * YEAR));
        }
    }

    /** Lets true time pass, a day at most in one go. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Instant next = now.plus(Duration.ofDays(1));
            next = next.isBefore(end) ? next : end;
            tick(Duration.between(now, next).toMillis() / 1000.0);
            now = next;
        }
    }

    private void tick(double seconds) {
        double keeps = Math.exp(-seconds / (Setting.WEATHER_DAYS * DAY));
        weather = weather * keeps + random.nextGaussian() * setting.weatherPpm() * PPM * Math.sqrt(1 - keeps * keeps);
        walked += random.nextGaussian() * setting.walkPpm() * PPM * Math.sqrt(seconds / YEAR);
        double seasonal = season * Math.sin(2 * Math.PI * now.getEpochSecond() / YEAR + summer);
        offset += (ownRate + seasonal + weather + walked) * seconds;
        if (battery != null && battery.isBefore(now)) {
            battery = null;
            offset = (2 * random.nextDouble() - 1) * Setting.BATTERY_MINUTES * 60;
        }
    }

    /** What our server's clock says. */
    Instant trueTime() {
        return now;
    }

    /** What the fob's clock says. */
    @Override
    public Instant instant() {
        return now.plusMillis(Math.round(offset * 1000));
    }
}
