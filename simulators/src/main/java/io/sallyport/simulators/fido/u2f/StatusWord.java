// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

/** How an APDU ends (FIDO U2F Raw Message Formats 1.2 §3.3; ISO 7816-4 for the last). */
public enum StatusWord {
    NO_ERROR(0x9000),
    WRONG_LENGTH(0x6700),
    /** Nobody touches the key; or, of check-only, the key handle is one of this key's. */
    CONDITIONS_NOT_SATISFIED(0x6985),
    /** U2F is off while the user must always be verified (CTAP 2.1 §7.2.4). */
    COMMAND_NOT_ALLOWED(0x6986),
    /** The key handle is none of this key's, or of another application. */
    WRONG_DATA(0x6a80),
    INCORRECT_P1_P2(0x6a86),
    INS_NOT_SUPPORTED(0x6d00),
    CLA_NOT_SUPPORTED(0x6e00);

    private final int code;

    StatusWord(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
