// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import org.jspecify.annotations.Nullable;

/**
 * What policies may ask about the request itself.
 *
 * @param sourceIp the client's address, as text
 * @param secureTransport whether it came over TLS
 * @param referer the header {@code Referer}, which clients fill as they like
 * @param region the region it was signed for; null for a browser's
 */
public record RequestFacts(
        String sourceIp,
        boolean secureTransport,
        @Nullable String userAgent,
        @Nullable String referer,
        @Nullable String region) {
    public RequestFacts signedFor(String newRegion) {
        return new RequestFacts(sourceIp, secureTransport, userAgent, referer, newRegion);
    }
}
