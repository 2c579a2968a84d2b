// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.util.Locale;

/** The name of a role: 1 to 64 of {@code [\w+=,.@-]}. */
public record RoleName(String value) {
    public RoleName {
        Syntax.requireName("roleName", value, 64, Syntax.NAME);
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
