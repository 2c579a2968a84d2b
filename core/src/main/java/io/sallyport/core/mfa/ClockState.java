// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Instant;

/**
 * What is known of a code device's clock or counter, and of failures to answer for it.
 *
 * @param lastStep the last step or counter it was accepted with; nothing at or below is ever accepted again
 * @param offset how many steps its clock runs ahead of ours
 * @param version goes up with every acceptance; the condition of the UPDATE that accepts
 * @param failures consecutive wrong codes
 * @param lockedUntil before this, codes are refused unread
 */
public record ClockState(long lastStep, long offset, long version, int failures, Instant lockedUntil) {
    static final ClockState UNKNOWN = startingAt(0, 0);

    static ClockState startingAt(long counter, long drift) {
        return new ClockState(counter - 1, drift, 0, 0, Instant.EPOCH);
    }
}
