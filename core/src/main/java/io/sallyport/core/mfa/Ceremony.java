// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;

/**
 * Something begun that one further request finishes: a sign-in waiting for its factor, a key's registration. Kept in the
 * store, so that a restart or another node can finish it.
 *
 * @param id unguessable; begins with the account id
 * @param state what the finish needs again; never a secret
 */
public record Ceremony(String id, Kind kind, UniqueId owner, String state, Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** What may finish it. */
    public enum Kind {
        SIGN_IN_FACTOR,
        STEP_UP,
        SIGN_IN_PASSWORD,
        KEY_REGISTRATION,
        /** A key that is being registered signs once before it becomes a device. */
        KEY_PROOF,
        /** A passkey that signs in alone. It is stored when it was used, so that it is used once. */
        SIGN_IN_PASSKEY,
        /** A security key that opens an API session. */
        API_SESSION
    }
}
