// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Until when a time-based device is likely to be accepted at the first try, if nothing is learnt of it until then.
 *
 * @param threeCodesUntil when its window widens; null if it does not in the years that are looked at
 * @param outOfWindowAt when the widest window no longer holds two standard deviations of its clock, or its rate has carried
 *     it further than any clock is followed; null as before
 */
public record ClockForecast(
        @Nullable Instant threeCodesUntil, @Nullable Instant outOfWindowAt) {
    private static final int HORIZON_DAYS = 3653;

    /** @return with two nulls for a device whose clock was never learnt from, and for an event-based one */
    public static ClockForecast of(CodeDevice device, Instant now) {
        if (device.countsEvents() || device.clock().estimate().at() == null) {
            return new ClockForecast(null, null);
        }
        double period = device.parameters().period().toSeconds();
        return new ClockForecast(
                firstDay(now, day -> device.reachAt(day) > 1),
                firstDay(now, day -> isOut(device.expectedAt(day), period)));
    }

    private static boolean isOut(ClockEstimate expected, double period) {
        return LiveCodes.SURE * expected.offsetDeviation() > (LiveCodes.WIDEST + 0.5) * period
                || Math.abs(expected.offset()) >= ClockEstimate.FARTHEST;
    }

    /** By halving, since what is unknown of a clock only grows. */
    private static @Nullable Instant firstDay(Instant now, Predicate<Instant> condition) {
        if (!condition.test(now.plus(Duration.ofDays(HORIZON_DAYS)))) {
            return null;
        }
        int before = -1;
        int at = HORIZON_DAYS;
        while (at - before > 1) {
            int middle = (before + at) / 2;
            if (condition.test(now.plus(Duration.ofDays(middle)))) {
                at = middle;
            } else {
                before = middle;
            }
        }
        return now.plus(Duration.ofDays(at));
    }
}
