// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.Locale;

/** An address of {@code local@domain}; whether mail arrives there is nobody's promise. */
public record EmailAddress(String value) {
    // RFC 5321 section 4.5.3.1: 64 for the local part, 254 in all.
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST = 254;

    public EmailAddress {
        if (value.length() > LONGEST || !isAddress(value)) {
            throw new IamException(Kind.VALIDATION_ERROR, "'" + value + "' is not an e-mail address");
        }
    }

    /** Each transaction reads the root user's: no pattern, which would take as long as the row. */
    private static boolean isAddress(String value) {
        int at = value.indexOf('@');
        int dot = value.lastIndexOf('.');
        return at > 0
                && value.codePointCount(0, at) <= LONGEST_LOCAL_PART
                && value.indexOf('@', at + 1) < 0
                && dot > at + 1
                && dot < value.length() - 1
                && value.chars().allMatch(c -> c > ' ' && c != 0x7f);
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
