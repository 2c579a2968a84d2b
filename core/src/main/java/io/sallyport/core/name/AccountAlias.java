// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.util.regex.Pattern;

/** 3 to 63 lower-case letters, digits and single inner hyphens (CreateAccountAlias); never an account id. */
public record AccountAlias(String value) {
    private static final Pattern PATTERN = Pattern.compile("^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$");
    private static final Pattern NOT_AN_ACCOUNT_ID = Pattern.compile("(?!\\d{12}$).*");

    public AccountAlias {
        Syntax.require("accountAlias", value, 3, 63, PATTERN);
        Syntax.require("accountAlias", value, 3, 63, NOT_AN_ACCOUNT_ID);
    }

    @Override
    public String toString() {
        return value;
    }
}
