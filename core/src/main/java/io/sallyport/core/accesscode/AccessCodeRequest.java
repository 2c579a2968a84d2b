// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A help desk's wish that a user may enrol a device, from the request to the device she enrolled.
 *
 * @param lost the device that was taken from her with it
 * @param codeLifetime how long its code lasts once there is one
 * @param decidedBy who approved, denied or withdrew it, if anybody
 * @param expiresAt until when it may be approved and, once there is a code, until when that may be used
 * @param enrolled what she enrolled in the session that the code opened
 * @param holds whether, as long as she has no device, her password alone opens nothing: of a lost device, until she
 *     enrolled another by the code or the request is withdrawn
 */
public record AccessCodeRequest(
        String id,
        UniqueId user,
        State state,
        @Nullable String reason,
        @Nullable MfaSerial lost,
        Duration codeLifetime,
        Operator requestedBy,
        Instant requestedAt,
        @Nullable Operator decidedBy,
        @Nullable Instant decidedAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable MfaSerial enrolled,
        boolean holds) {
    /** Where it stands. */
    public enum State {
        /** Waits for a second operator. */
        REQUESTED,
        /** There is a code, which was not used. */
        ISSUED,
        USED,
        DENIED,
        WITHDRAWN,
        /** Another request took its place. */
        REPLACED,
        /** Nobody approved it, or nobody used its code, in time. Never stored. */
        EXPIRED;

        public boolean isOpen() {
            return this == REQUESTED || this == ISSUED;
        }
    }

    /** Where it stands at a moment. */
    public State at(Instant now) {
        return state.isOpen() && !now.isBefore(expiresAt) ? State.EXPIRED : state;
    }
}
