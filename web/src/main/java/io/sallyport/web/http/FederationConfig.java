// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.sallyport.core.federation.JwksLocation;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose tokens are believed, and what our own call their issuer.
 *
 * @param jwks where the keys of OpenID Connect providers are; of any other provider no key is ever asked for
 * @param tokenIssuer the URL below which each account has its issuer, if somebody is to find its keys there; empty for
 *     issuers that are named as AWS names them
 */
public record FederationConfig(List<JwksLocation> jwks, Optional<URI> tokenIssuer) {
    /** Nobody's, and as AWS's. */
    public static final FederationConfig NONE = new FederationConfig(List.of(), Optional.empty());

    /** @throws IllegalArgumentException for an issuer in two places, and for a URL that cannot be an issuer's */
    public FederationConfig {
        jwks = List.copyOf(jwks);
        jwks.stream().collect(Collectors.groupingBy(JwksLocation::issuer)).forEach((issuer, places) -> {
            if (places.size() > 1) {
                throw new IllegalArgumentException("the keys of " + issuer + " are in one place, not in several");
            }
        });
        tokenIssuer.ifPresent(FederationConfig::requireIssuer);
    }

    /** OpenID Connect Discovery 1.0 §3, {@code issuer}; plain HTTP for this machine's own tests. */
    private static void requireIssuer(URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an issuer is a URL without query, such as https://iam.example.org/tokens, not " + url);
        }
    }
}
