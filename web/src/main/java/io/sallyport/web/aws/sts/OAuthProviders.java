// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The providers whose OAuth 2.0 access tokens AWS takes by {@code ProviderId}. What such a token says, only its provider
 * can tell, and this server asks nobody.
 */
final class OAuthProviders {
    private static final Set<String> KNOWN = Set.of("www.amazon.com", "graph.facebook.com");

    private OAuthProviders() {}

    /**
     * Refuses whatever is not an OpenID Connect token.
     *
     * @param providerId null for an OpenID Connect token
     * @throws IamException {@code IDP_REJECTED_CLAIM}, {@code ACCESS_DENIED} for a provider that is none
     */
    static void refuse(@Nullable String providerId) {
        if (providerId == null) {
            return;
        }
        if (KNOWN.contains(providerId)) {
            throw new IamException(
                    Kind.IDP_REJECTED_CLAIM,
                    "OAuth 2.0 access tokens of " + providerId + " cannot be verified here. Use an OpenID Connect ID"
                            + " token without ProviderId.");
        }
        throw new IamException(
                Kind.ACCESS_DENIED,
                "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID"
                        + " tokens");
    }
}
