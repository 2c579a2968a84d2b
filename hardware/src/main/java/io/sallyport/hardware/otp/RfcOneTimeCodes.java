// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OneTimeCodes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import java.util.OptionalLong;

/** HOTP (RFC 4226) and TOTP (RFC 6238) for {@code core}. Thread-safe; keeps nothing. */
public final class RfcOneTimeCodes implements OneTimeCodes {
    private static final int NOT_A_CODE = -1;
    private static final long NONE = -1;

    @Override
    public OptionalLong match(OtpSeed seed, OtpParameters parameters, long from, long to, String code) {
        HotpFunction hotp = new HotpFunction(seed, parameters);
        int typed = numberOf(code, parameters.digits());
        long found = NONE;
        // "step >= 0" also ends a window that reaches Long.MAX_VALUE.
        for (long step = Math.max(from, 0); step <= to && step >= 0; step++) {
            found = firstOf(found, step, hotp.value(step) ^ typed);
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public OptionalLong matchPair(
            OtpSeed seed, OtpParameters parameters, long from, long to, String first, String second) {
        HotpFunction hotp = new HotpFunction(seed, parameters);
        int typedFirst = numberOf(first, parameters.digits());
        int typedSecond = numberOf(second, parameters.digits());
        long found = NONE;
        int shown = hotp.value(Math.max(from, 0));
        for (long step = Math.max(from, 0); step <= to && step < Long.MAX_VALUE; step++) {
            int next = hotp.value(step + 1);
            found = firstOf(found, step, (shown ^ typedFirst) | (next ^ typedSecond));
            shown = next;
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** {@code step}, if there is no difference and none was found before it: without a branch that would tell. */
    private static long firstOf(long found, long step, int difference) {
        long equal = (Integer.toUnsignedLong(difference) - 1) >> 63;
        long none = found >> 63;
        long take = equal & none;
        return (step & take) | (found & ~take);
    }

    private static int numberOf(String code, int digits) {
        if (code.length() != digits) {
            return NOT_A_CODE;
        }
        int number = 0;
        for (int i = 0; i < digits; i++) {
            char c = code.charAt(i);
            if (c < '0' || c > '9') {
                return NOT_A_CODE;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }
}
