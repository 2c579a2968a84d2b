// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

/**
 * How a kind of clock strays, as {@link ClockEstimate} and {@link ClockFilter} have it.
 *
 * @param rateDeviation standard deviation of the rate of a clock nobody has watched yet, in seconds per second
 * @param rateWander variance that the rate gains in a second, by temperature and age
 * @param offsetWander variance that the offset gains in a second besides, in seconds squared
 * @param ignored up to how many steps an offset counts as none: where in its step a code was read, and how fast it was
 *     typed, is not the clock's doing
 */
record ClockNoise(double rateDeviation, double rateWander, double offsetWander, double ignored) {
    private static final double DAY = 86_400;

    /**
     * A tuning-fork crystal that nobody disciplines. Fobs in the field run off by two minutes a year (3.8 ppm), the worse
     * ones by a second a day (11.6 ppm): 5 ppm of standard deviation has both within its reach. Seasons and the wearer's
     * pocket move the rate (-0.034 ppm per square degree off 25 °C), age moves it by a few ppm over the years: 1 ppm in
     * half a year.
     */
    private static final ClockNoise QUARTZ = new ClockNoise(5e-6, 1e-12 / (180 * DAY), 0, 0.5);

    /** A phone's, which the network sets: it has no rate of its own to be learnt, and is off by what it is off today. */
    private static final ClockNoise SYNCHRONISED = new ClockNoise(0, 0, 1 / DAY, 1);

    static ClockNoise of(MfaDevice.Type type) {
        return type == MfaDevice.Type.VIRTUAL ? SYNCHRONISED : QUARTZ;
    }
}
