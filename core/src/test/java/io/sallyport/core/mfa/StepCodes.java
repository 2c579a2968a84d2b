// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/** Codes that anybody can reckon, for tests of what is done with codes: different for every step of a wide window. */
public final class StepCodes implements OneTimeCodes {
    @Override
    public OptionalLong match(OtpSeed seed, OtpParameters parameters, long from, long to, String code) {
        OptionalLong found = OptionalLong.empty();
        for (long step = to; step >= Math.max(from, 0); step--) {
            if (code(seed, step).equals(code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    public static String code(OtpSeed seed, long step) {
        long number = step * 7919 + Arrays.hashCode(seed.reveal());
        return String.format(Locale.ROOT, "%06d", Math.floorMod(number, 1_000_000L));
    }
}
