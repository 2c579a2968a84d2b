// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.util.Locale;

/** The name of a user: 1 to 64 of {@code [\w+=,.@-]}. */
public record UserName(String value) {
    public UserName {
        Syntax.requireName("userName", value, 64, Syntax.NAME);
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
