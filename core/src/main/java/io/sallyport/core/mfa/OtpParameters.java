// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a device turns its seed into a code.
 *
 * @param algorithm event based (RFC 4226) or time based (RFC 6238)
 * @param hash the HMAC's hash; RFC 4226 knows only SHA-1
 * @param digits 6 to 8
 * @param period the time step, 15 seconds or more in whole seconds; of no meaning to HOTP
 */
public record OtpParameters(Algorithm algorithm, Hash hash, int digits, Duration period) {
    /** What moves the code on. */
    public enum Algorithm {
        HOTP,
        TOTP
    }

    /** RFC 6238 section 1.2. */
    public enum Hash {
        SHA1,
        SHA256,
        SHA512
    }

    /** What authenticator apps and AWS's fobs use: TOTP, SHA-1, 6 digits, 30 seconds. */
    public static final OtpParameters STANDARD =
            new OtpParameters(Algorithm.TOTP, Hash.SHA1, 6, Duration.ofSeconds(30));

    public OtpParameters {
        if (digits < 6 || digits > 8) {
            throw new IllegalArgumentException("a code has 6 to 8 digits, not " + digits);
        }
        if (period.toSeconds() < 15 || !period.equals(period.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("a time step is 15 or more whole seconds, not " + period);
        }
        if (algorithm == Algorithm.HOTP && hash != Hash.SHA1) {
            throw new IllegalArgumentException("HOTP is defined over SHA-1 only (RFC 4226)");
        }
    }

    /** The time step that holds {@code instant} (RFC 6238 section 4.2, T0 = 0). */
    public long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), period.toSeconds());
    }
}
