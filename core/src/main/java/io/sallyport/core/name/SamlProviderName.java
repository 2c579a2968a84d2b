// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.util.regex.Pattern;

/** The name of a SAML provider: 1 to 128 of {@code [\w._-]}. Case counts. */
public record SamlProviderName(String value) {
    private static final Pattern PATTERN = Pattern.compile("[\\w._-]+");

    public SamlProviderName {
        Syntax.require("name", value, 1, 128, PATTERN);
    }

    public Arn arn(AccountId account) {
        return account.iam("saml-provider/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
