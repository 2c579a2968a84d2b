// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.Hotp;
import io.sallyport.hardware.otp.Totp;
import java.time.Instant;
import java.time.InstantSource;

/** What both devices have inside: a seed, and a clock or a counter that moves on. Thread-safe. */
final class CodeDisplay {
    private final OtpSeed seed;
    private final OtpParameters parameters;
    private final InstantSource clock;
    private long counter;

    CodeDisplay(OtpSeed seed, OtpParameters parameters, long counter, InstantSource clock) {
        this.seed = seed;
        this.parameters = parameters;
        this.counter = counter;
        this.clock = clock;
    }

    /** The code now; an event-based device moves its counter on. */
    String next() {
        return parameters.algorithm() == Algorithm.TOTP
                ? codeAt(clock.instant())
                : new Hotp(seed, parameters).code(countOn());
    }

    String codeAt(Instant instant) {
        if (parameters.algorithm() != Algorithm.TOTP) {
            throw new IllegalStateException("an event-based device shows no code for a time, only the next one");
        }
        return new Totp(seed, parameters).codeAt(instant);
    }

    synchronized long counter() {
        return counter;
    }

    private synchronized long countOn() {
        return counter++;
    }
}
