// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One token of a seed file, whatever the file's format. {@link #toString()} hides the seed.
 *
 * @param serial what is printed on the back: 9 to 256 of the characters that AWS allows in a serial number
 * @param counter the next counter of an event-based token, 0 or more; 0 for a time-based one
 * @param drift how many time steps a time-based token's clock runs ahead; 0 for an event-based one
 * @param maker who made it, as the file says; null if it does not
 */
public record TokenSeed(
        String serial,
        OtpSeed seed,
        OtpParameters parameters,
        long counter,
        long drift,
        @Nullable String maker) {
    private static final Pattern SERIAL = Pattern.compile("[\\w+=/:,.@-]{9,256}");

    public TokenSeed {
        if (!SERIAL.matcher(serial).matches()) {
            throw new IllegalArgumentException("a serial is 9 to 256 letters, digits and _ + = / : , . @ -");
        }
        if (counter < 0 || (counter > 0 && parameters.algorithm() != Algorithm.HOTP)) {
            throw new IllegalArgumentException("a counter is 0 or more, and 0 for a time-based token");
        }
        if (drift != 0 && parameters.algorithm() != Algorithm.TOTP) {
            throw new IllegalArgumentException("only a time-based token drifts");
        }
    }

    /** A token whose clock is right, by an unnamed maker. */
    public TokenSeed(String serial, OtpSeed seed, OtpParameters parameters, long counter) {
        this(serial, seed, parameters, counter, 0, null);
    }
}
