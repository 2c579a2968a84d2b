// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.ClockForecast;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where the clock of somebody's time-based fob is, where it goes, and what is wrong with it.
 *
 * @param whose the device with its owner
 */
public record FobClock(ReportedDevice whose, CodeDevice device, ClockForecast forecast, Set<Finding> findings) {
    /** What an administrator may want to do something about. */
    public enum Finding {
        /** Unless it is used before, two codes will be needed by the end of the time that was asked about. */
        FALLS_OUT,
        /** In the last year it was found where it could not be expected. */
        JUMPED,
        /** Its rate is, beyond doubt, further off than its maker promises. */
        OUT_OF_SPEC,
        /** It has been in use for so long that its battery is due. */
        OLD
    }

    /**
     * What counts.
     *
     * @param within how far ahead fobs that fall out are named
     * @param maxPpm how fast or slow a clock may be
     */
    public record Limits(Duration within, double maxPpm) {
        /** A season, and what a tuning-fork crystal is sold with. */
        public static final Limits STANDARD = new Limits(Duration.ofDays(90), 20);
    }

    /** The shorter of what makers say of fobs: three to five years. */
    private static final Duration BATTERY = Duration.ofDays(3 * 365);

    private static final Duration LATELY = Duration.ofDays(365);
    private static final double PPM = 1e-6;

    /** Two standard deviations. */
    private static final double SURE = 2;

    /** Those of all fobs that are somebody's factor, in the order of the account's other reports. */
    public static List<FobClock> of(Account account, Limits limits, Instant now) {
        return account.reportedDevices().all().stream()
                .filter(reported -> reported.device().owner() != null
                        && reported.device().type() == MfaDevice.Type.FOB
                        && reported.device() instanceof CodeDevice code
                        && !code.countsEvents())
                .map(reported -> of(reported, (CodeDevice) reported.device(), limits, now))
                .toList();
    }

    private static FobClock of(ReportedDevice whose, CodeDevice device, Limits limits, Instant now) {
        ClockForecast forecast = ClockForecast.of(device, now);
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        Instant out = forecast.outOfWindowAt();
        if (out != null && !out.isAfter(now.plus(limits.within))) {
            findings.add(Finding.FALLS_OUT);
        }
        ClockEstimate estimate = device.clock().estimate();
        ClockEstimate.Jump jump = estimate.jump();
        if (jump != null && jump.at().plus(LATELY).isAfter(now)) {
            findings.add(Finding.JUMPED);
        }
        if (Math.abs(estimate.rate()) - SURE * estimate.rateDeviation() > limits.maxPpm * PPM) {
            findings.add(Finding.OUT_OF_SPEC);
        }
        Instant enabledAt = device.enabledAt();
        if (enabledAt != null && enabledAt.plus(BATTERY).isBefore(now)) {
            findings.add(Finding.OLD);
        }
        return new FobClock(whose, device, forecast, Set.copyOf(findings));
    }
}
