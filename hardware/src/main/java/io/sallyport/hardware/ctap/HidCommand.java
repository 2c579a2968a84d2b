// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import java.util.Arrays;
import java.util.Optional;

/** CTAPHID commands (CTAP 2.1 §11.2.9). */
public enum HidCommand {
    PING(0x01),
    /** A U2F (CTAP1) raw message. */
    MSG(0x03),
    LOCK(0x04),
    INIT(0x06),
    WINK(0x08),
    /** A CTAP2 command or response. */
    CBOR(0x10),
    CANCEL(0x11),
    KEEPALIVE(0x3b),
    ERROR(0x3f);

    private final int code;

    HidCommand(int code) {
        this.code = code;
    }

    /** Seven bits: without the bit that marks an initialization packet. */
    public int code() {
        return code;
    }

    /** Empty for vendors' commands and those not yet defined. */
    public static Optional<HidCommand> of(int code) {
        return Arrays.stream(values()).filter(c -> c.code == code).findFirst();
    }
}
