// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.Hotp;
import io.sallyport.hardware.otp.Totp;
import java.time.Instant;

/** What every device has inside: a seed, and how it becomes codes. Immutable. */
record SeededCodes(OtpSeed seed, OtpParameters parameters) {
    boolean timeBased() {
        return parameters.algorithm() == OtpParameters.Algorithm.TOTP;
    }

    /** @throws IllegalStateException if the device is event-based */
    String at(Instant instant) {
        if (!timeBased()) {
            throw new IllegalStateException("an event-based device shows no code for a time, only the next one");
        }
        return new Totp(seed, parameters).codeAt(instant);
    }

    String at(long counter) {
        return new Hotp(seed, parameters).code(counter);
    }
}
