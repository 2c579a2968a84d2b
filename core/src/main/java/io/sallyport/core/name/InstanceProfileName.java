// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.util.Locale;

/** The name of an instance profile: 1 to 128 of {@code [\w+=,.@-]}. */
public record InstanceProfileName(String value) {
    public InstanceProfileName {
        Syntax.requireName("instanceProfileName", value, 128, Syntax.NAME);
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
