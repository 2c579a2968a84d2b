// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Instant;

/**
 * What is known of a code device's clock or counter, and of failures to answer for it.
 *
 * @param lastStep the last step or counter it was accepted with; nothing at or below is ever accepted again
 * @param estimate where its clock is; without meaning for an event-based device
 * @param version goes up with every acceptance; the condition of the UPDATE that accepts
 * @param failures consecutive wrong codes
 * @param lockedUntil before this, codes are refused unread
 */
public record ClockState(long lastStep, ClockEstimate estimate, long version, int failures, Instant lockedUntil) {
    static final ClockState UNKNOWN = startingAt(0, 0);

    /** @param drift seconds that its clock is said to run ahead */
    static ClockState startingAt(long counter, double drift) {
        return new ClockState(counter - 1, ClockEstimate.unknown(drift), 0, 0, Instant.EPOCH);
    }
}
