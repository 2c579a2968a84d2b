// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.account.FobClock;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.LiveCodes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of somebody's fob as API and command line show it. Times are RFC 3339; days, which are estimates, have no hour.
 *
 * @param user null for root's
 * @param guessProbability within one lock-out period, see {@link LiveCodes#guessProbability}
 */
public record FobClockJson(
        String serial,
        @Nullable String user,
        double offsetSeconds,
        double ratePpm,
        double ratePpmDeviation,
        long uses,
        @Nullable String learntAt,
        int liveCodes,
        double guessProbability,
        @Nullable String threeCodesUntil,
        @Nullable String outOfWindowOn,
        @Nullable String jumpedAt,
        @Nullable Double jumpSeconds,
        List<String> findings) {
    private static final double PPM = 1e6;

    public static FobClockJson of(FobClock fob, Instant now) {
        CodeDevice device = fob.device();
        ClockEstimate estimate = device.clock().estimate();
        ClockEstimate.Jump jump = estimate.jump();
        User user = fob.whose().user();
        int live = device.liveCodesAt(now).count();
        return new FobClockJson(
                device.serial().value(),
                user == null ? null : user.name().value(),
                rounded(device.secondsAheadAt(now), 10),
                rounded(estimate.rate() * PPM, 100),
                rounded(estimate.rateDeviation() * PPM, 100),
                estimate.uses(),
                time(estimate.at()),
                live,
                LiveCodes.guessProbability(live, device.parameters().digits()),
                day(fob.forecast().threeCodesUntil()),
                day(fob.forecast().outOfWindowAt()),
                jump == null ? null : time(jump.at()),
                jump == null ? null : rounded(jump.seconds(), 10),
                fob.findings().stream().map(FobClock.Finding::name).sorted().toList());
    }

    private static double rounded(double number, int parts) {
        return Math.round(number * parts) / (double) parts;
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static @Nullable String day(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
