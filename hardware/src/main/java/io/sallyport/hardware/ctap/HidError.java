// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import java.util.Arrays;
import java.util.Optional;

/** What the one byte of {@link HidCommand#ERROR} says (CTAP 2.1 §11.2.9.1.6). */
public enum HidError {
    INVALID_CMD(0x01),
    INVALID_PAR(0x02),
    INVALID_LEN(0x03),
    INVALID_SEQ(0x04),
    MSG_TIMEOUT(0x05),
    CHANNEL_BUSY(0x06),
    LOCK_REQUIRED(0x0a),
    INVALID_CHANNEL(0x0b),
    OTHER(0x7f);

    private final int code;

    HidError(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<HidError> of(int code) {
        return Arrays.stream(values()).filter(e -> e.code == code).findFirst();
    }
}
