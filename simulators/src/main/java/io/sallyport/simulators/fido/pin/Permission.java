// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a pinUvAuthToken may be used for (CTAP 2.1 §6.5.5.7). */
public enum Permission {
    MAKE_CREDENTIAL(0x01),
    GET_ASSERTION(0x02),
    CREDENTIAL_MANAGEMENT(0x04),
    BIO_ENROLLMENT(0x08),
    LARGE_BLOB_WRITE(0x10),
    AUTHENTICATOR_CONFIGURATION(0x20);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    /** Bits that mean nothing are passed over. */
    public static Set<Permission> of(long bits) {
        EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
        Arrays.stream(values()).filter(p -> (bits & p.bit) != 0).forEach(set::add);
        return set;
    }
}
