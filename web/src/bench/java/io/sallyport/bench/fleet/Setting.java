// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

/**
 * What fobs and people are assumed to be like.
 *
 * @param seasonPpm the most by which summer and winter move a fob's rate; each fob has its own share and its own summer
 * @param weatherPpm standard deviation of what comes and goes within some ten days
 * @param walkPpm standard deviation by which the rate wanders off in a year, never to return
 * @param typingSeconds the median of what it takes to read, type and send a code; log-normal with a sigma of 0.6, so that one
 *     person in a hundred takes four times as long
 * @param newBatteries whether one fob in ten gets a new battery in those years, and its clock is set anew by hand
 */
record Setting(
        String name, double seasonPpm, double weatherPpm, double walkPpm, double typingSeconds, boolean newBatteries) {
    static final double TYPING_SIGMA = 0.6;
    static final double WEATHER_DAYS = 10;
    static final double BATTERY_MINUTES = 5;

    /** The one with a goal. */
    static final Setting STATED = new Setting("as stated", 1, 0.5, 0, 6, false);

    static final Setting[] OTHERS = {
        new Setting("steady rate, no temperature", 0, 0, 0, 6, false),
        new Setting("one fob in ten gets a new battery", 1, 0.5, 0, 6, true),
        new Setting("rate walks 1 ppm a year besides", 1, 0.5, 1, 6, false),
        new Setting("slow hands: 12 s", 1, 0.5, 0, 12, false),
        new Setting("harsh: season 2, weather 1, walk 2 ppm", 2, 1, 2, 6, false),
    };

    String assumptions() {
        return String.format(
                java.util.Locale.ROOT,
                "season up to %.1f ppm, weather %.1f ppm, walk %.1f ppm/sqrt(year), typing %.0f s (median)%s",
                seasonPpm,
                weatherPpm,
                walkPpm,
                typingSeconds,
                newBatteries ? ", new battery: clock off by up to " + (int) BATTERY_MINUTES + " min" : "");
    }
}
