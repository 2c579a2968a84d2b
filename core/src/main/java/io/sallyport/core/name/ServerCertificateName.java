// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.util.Locale;

/** The name of a server certificate: 1 to 128 of {@code [\w+=,.@-]}. */
public record ServerCertificateName(String value) {
    public ServerCertificateName {
        Syntax.requireName("serverCertificateName", value, 128, Syntax.NAME);
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
