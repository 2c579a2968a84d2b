// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.Locale;
import java.util.regex.Pattern;

/** An address of {@code local@domain}; whether mail arrives there is nobody's promise. */
public record EmailAddress(String value) {
    // RFC 5321 section 4.5.3.1: 64 for the local part, 254 in all.
    private static final Pattern PATTERN =
            Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]+\\.[^\\s@.\\p{Cntrl}]+");

    public EmailAddress {
        if (value.length() > 254 || !PATTERN.matcher(value).matches()) {
            throw new IamException(Kind.VALIDATION_ERROR, "'" + value + "' is not an e-mail address");
        }
    }

    /** What two addresses may not share. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
