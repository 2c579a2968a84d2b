// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person signed in with a browser. A row on the server, so that it can be revoked.
 *
 * @param tokenHash SHA-256 of the token her cookie holds, in hex
 * @param mfa null when she signed in without a second factor
 */
public record BrowserSession(
        String tokenHash,
        UniqueId owner,
        Instant signedInAt,
        @Nullable MfaEvidence mfa,
        Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofHours(12);

    /** Of one that may only enrol a device: as long as a sign-in is fresh enough for that. */
    public static final Duration ENROLMENT_LIFETIME = Duration.ofMinutes(15);

    /** How long a session lasts that was opened with this factor. */
    public static Duration lifetime(@Nullable MfaEvidence mfa) {
        return mfa != null && mfa.onlyEnrols() ? ENROLMENT_LIFETIME : LIFETIME;
    }
}
