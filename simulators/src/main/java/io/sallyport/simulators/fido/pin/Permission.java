// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

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
}
