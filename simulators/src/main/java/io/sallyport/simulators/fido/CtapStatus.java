// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

/** Status codes (CTAP 2.1 §8.2) that this authenticator gives. */
enum CtapStatus {
    OK(0x00),
    INVALID_COMMAND(0x01),
    INVALID_PARAMETER(0x02),
    INVALID_LENGTH(0x03),
    CBOR_UNEXPECTED_TYPE(0x11),
    INVALID_CBOR(0x12),
    MISSING_PARAMETER(0x14),
    LIMIT_EXCEEDED(0x15),
    CREDENTIAL_EXCLUDED(0x19),
    UNSUPPORTED_ALGORITHM(0x26),
    OPERATION_DENIED(0x27),
    KEY_STORE_FULL(0x28),
    UNSUPPORTED_OPTION(0x2b),
    INVALID_OPTION(0x2c),
    KEEPALIVE_CANCEL(0x2d),
    NO_CREDENTIALS(0x2e),
    USER_ACTION_TIMEOUT(0x2f),
    NOT_ALLOWED(0x30),
    PIN_NOT_SET(0x35),
    REQUEST_TOO_LARGE(0x39);

    private final int code;

    CtapStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
