// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.OptionalLong;

/** Port: the arithmetic of one-time codes, fulfilled by {@code hardware.otp}. */
public interface OneTimeCodes {
    /**
     * The first step in {@code from}..{@code to} (both included) that shows {@code code}.
     *
     * <p>Every step of the window is computed and compared in constant time, so the answer's timing tells nothing.
     *
     * @param from first step (TOTP) or counter (HOTP); steps below 0 do not exist and never match
     * @param code what the person typed; anything but {@code parameters.digits()} ASCII digits matches nothing
     * @return empty when no step shows it
     */
    OptionalLong match(OtpSeed seed, OtpParameters parameters, long from, long to, String code);

    /**
     * The first step in {@code from}..{@code to} that shows {@code first} and is followed by one that shows {@code second}. In
     * constant time, as {@link #match}.
     *
     * @return the first code's step; empty when there is none
     */
    default OptionalLong matchPair(
            OtpSeed seed, OtpParameters parameters, long from, long to, String first, String second) {
        OptionalLong found = OptionalLong.empty();
        // The first code may occur more than once in a wide window, so every step is tried.
        for (long step = to; step >= from; step--) {
            OptionalLong atFirst = match(seed, parameters, step, step, first);
            OptionalLong atSecond = match(seed, parameters, step + 1, step + 1, second);
            if (atFirst.isPresent() && atSecond.isPresent()) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }
}
