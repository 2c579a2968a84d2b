// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;
import java.time.Instant;

/** The codes of a time-based device (RFC 6238, T0 = 0). Thread-safe. */
public final class Totp {
    private final OtpSeed seed;
    private final OtpParameters parameters;

    /** @throws IllegalArgumentException if {@code parameters} are those of an event-based device */
    public Totp(OtpSeed seed, OtpParameters parameters) {
        if (parameters.algorithm() != Algorithm.TOTP) {
            throw new IllegalArgumentException("the parameters are not those of a time-based device");
        }
        this.seed = seed;
        this.parameters = parameters;
    }

    /**
     * The code of the time step that holds {@code instant}, as many ASCII digits as the parameters say.
     *
     * @throws IllegalArgumentException if {@code instant} is before 1970
     */
    public String codeAt(Instant instant) {
        long step = parameters.stepAt(instant);
        if (step < 0) {
            throw new IllegalArgumentException("time steps begin in 1970, after " + instant);
        }
        return new HotpFunction(seed, parameters).code(step);
    }
}
