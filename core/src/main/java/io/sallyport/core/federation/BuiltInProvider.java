// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.util.Arrays;
import java.util.Optional;

/**
 * Issuers that trust policies name without an account having registered them (IAM User Guide, "AWS JSON policy elements:
 * Principal", OIDC federated principals). Whom their tokens are for is the trust policy's to check.
 */
enum BuiltInProvider {
    GOOGLE("accounts.google.com"),
    COGNITO("cognito-identity.amazonaws.com");

    private final String host;

    BuiltInProvider(String host) {
        this.host = host;
    }

    /** By what a token calls its issuer, with or without the scheme. */
    static Optional<BuiltInProvider> of(String issuer) {
        return Arrays.stream(values())
                .filter(provider -> issuer.equals(provider.host) || issuer.equals("https://" + provider.host))
                .findFirst();
    }

    /** As trust policies name it, and as the prefix of its condition keys. */
    String host() {
        return host;
    }
}
