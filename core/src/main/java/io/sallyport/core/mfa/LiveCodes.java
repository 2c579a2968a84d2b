// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

/**
 * The codes by one of which a device is accepted at a moment.
 *
 * @param from the first step or counter, {@code to} the last, both included
 * @param count how many of them a guesser could hit
 */
public record LiveCodes(long from, long to, int count) {
    /** From which use on three live codes are the rule: by then the clock's rate is known. */
    public static final int SETTLED = 4;

    /** Steps either way around the prediction in an unsettled clock's widest window: nine live codes. */
    static final int WIDEST = 4;

    /** How many presses of an event-based fob may have gone unseen between two sign-ins. */
    static final int LOOK_AHEAD = 10;

    /** How many standard deviations of the clock the wider window holds. */
    static final double SURE = 2;

    /** Around a clock's expected step. */
    static LiveCodes around(long step, int reach) {
        return new LiveCodes(step - reach, step + reach, 2 * reach + 1);
    }

    /**
     * Steps either way, 1 to {@link #WIDEST}. The window widens with what is not known, which is rate uncertainty times idle
     * time: before the fourth use as soon as {@value #SURE} standard deviations leave the middle of the outer step, and from
     * then on when one alone is longer than a step. A clock without a rate of its own runs nowhere.
     */
    static int reach(ClockEstimate expected, ClockNoise noise, double period) {
        double deviation = expected.offsetDeviation();
        boolean settled = expected.uses() + 1 >= SETTLED && deviation <= period;
        if (settled || noise.rateDeviation() == 0) {
            return 1;
        }
        return (int) Math.max(1, Math.min(WIDEST, Math.ceil(SURE * deviation / period - 0.5)));
    }

    /** Around an event-based device's last counter; those at or below it are there to be told from wrong ones. */
    static LiveCodes after(long lastCounter) {
        return new LiveCodes(lastCounter - LOOK_AHEAD, lastCounter + LOOK_AHEAD, LOOK_AHEAD);
    }

    /**
     * The chance that somebody who guesses at one of {@code count} codes of so many digits hits before the device is locked:
     * within {@value Throttle#MOST} tries. Two consecutive codes are far harder to guess (41 pairs among 10¹² at most).
     */
    public static double guessProbability(int count, int digits) {
        return -Math.expm1(Throttle.MOST * Math.log1p(-count / Math.pow(10, digits)));
    }
}
