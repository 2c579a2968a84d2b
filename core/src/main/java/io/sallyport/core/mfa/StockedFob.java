// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.identity.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fob as whoever keeps the stock sees it.
 *
 * @param user whose it is; null for root's and for nobody's
 * @param held whether an operator has to see two of its codes before it becomes anybody's
 * @param maker as its seed file said; null if it did not
 * @param since when it came to be where it is; null if nobody wrote it down
 * @param by who said so: an ARN, or {@link #OPERATOR}; null if nobody wrote it down
 */
public record StockedFob(
        CodeDevice device,
        @Nullable User user,
        FobState state,
        boolean held,
        @Nullable String maker,
        @Nullable Instant since,
        @Nullable String by) {
    /** Whoever runs commands on the machine itself. */
    public static final String OPERATOR = "operator";
}
