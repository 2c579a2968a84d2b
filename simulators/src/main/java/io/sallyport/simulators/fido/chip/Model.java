// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

/** Products by the OID that names them in Yubico's attestation certificates. */
public enum Model {
    YUBIKEY_4(5),
    SECURITY_KEY_NFC(6),
    YUBIKEY_5(7),
    YUBIKEY_BIO(9);

    private final int arc;

    Model(int arc) {
        this.arc = arc;
    }

    public String oid() {
        return "1.3.6.1.4.1.41482.1." + arc;
    }
}
