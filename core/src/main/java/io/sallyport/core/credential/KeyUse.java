// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.time.Instant;

/**
 * The last time an access key signed a request, as {@code GetAccessKeyLastUsed} tells it.
 *
 * @param at whole seconds
 * @param service that the request was signed for, for example {@code iam}
 * @param region that the request was signed for
 */
public record KeyUse(Instant at, String service, String region) {
    /** The later of two. */
    public KeyUse latest(KeyUse other) {
        return other.at.isBefore(at) ? this : other;
    }
}
