// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;

/** The codes of an event-based device (RFC 4226). Thread-safe. */
public final class Hotp {
    private final OtpSeed seed;
    private final OtpParameters parameters;

    /** @throws IllegalArgumentException if {@code parameters} are those of a time-based device */
    public Hotp(OtpSeed seed, OtpParameters parameters) {
        if (parameters.algorithm() != Algorithm.HOTP) {
            throw new IllegalArgumentException("the parameters are not those of an event-based device");
        }
        this.seed = seed;
        this.parameters = parameters;
    }

    /**
     * The code for {@code counter}, as many ASCII digits as the parameters say.
     *
     * @throws IllegalArgumentException if {@code counter} is below 0
     */
    public String code(long counter) {
        if (counter < 0) {
            throw new IllegalArgumentException("a counter is 0 or more, not " + counter);
        }
        return new HotpFunction(seed, parameters).code(counter);
    }
}
