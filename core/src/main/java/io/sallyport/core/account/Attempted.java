// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often something was attempted, and when last.
 *
 * @param region of the last attempt; null where a browser made it
 */
public record Attempted(long count, Instant last, @Nullable String region) {
    /** Both together; of two that were last, the one given is. */
    Attempted plus(Attempted other) {
        Attempted later = latest(other);
        return new Attempted(count + other.count, later.last, later.region);
    }

    /** The one that was later; the one given if they were at the same time. */
    Attempted latest(Attempted other) {
        return other.last.isBefore(last) ? this : other;
    }
}
