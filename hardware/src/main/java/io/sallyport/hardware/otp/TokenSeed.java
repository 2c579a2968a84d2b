// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;
import java.util.regex.Pattern;

/**
 * One token of a seed file, whatever the file's format. {@link #toString()} hides the seed.
 *
 * @param serial what is printed on the back: 9 to 256 of the characters that AWS allows in a serial number
 * @param counter the next counter of an event-based token, 0 or more; 0 for a time-based one
 */
public record TokenSeed(String serial, OtpSeed seed, OtpParameters parameters, long counter) {
    private static final Pattern SERIAL = Pattern.compile("[\\w+=/:,.@-]{9,256}");

    public TokenSeed {
        if (!SERIAL.matcher(serial).matches()) {
            throw new IllegalArgumentException("a serial is 9 to 256 letters, digits and _ + = / : , . @ -");
        }
        if (counter < 0 || (counter > 0 && parameters.algorithm() != Algorithm.HOTP)) {
            throw new IllegalArgumentException("a counter is 0 or more, and 0 for a time-based token");
        }
    }
}
