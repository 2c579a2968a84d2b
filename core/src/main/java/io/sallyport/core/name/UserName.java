// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import io.sallyport.core.IamException;
import java.util.Locale;

/**
 * The name of a user: 1 to 64 of {@code [\w+=,.@-]}. One of up to 128 may be asked for (the API's
 * {@code existingUserNameType}), but nobody has it.
 */
public record UserName(String value) {
    private static final int LONGEST = 64;

    public UserName {
        Syntax.requireName("userName", value, 128, Syntax.NAME);
    }

    /** @throws IamException {@code VALIDATION_ERROR} if no user can have this name */
    public UserName requireGivable() {
        Syntax.requireLength("userName", value, 1, LONGEST);
        return this;
    }

    /** What two names may not share: they are unique without regard to case. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
