// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The key answered a message with {@link HidCommand#ERROR}. */
final class HidErrorReceived extends IOException {
    private static final long serialVersionUID = 1;

    private final int code;

    HidErrorReceived(int code) {
        super("the security key answered with CTAPHID error "
                + HidError.of(code).map(HidError::name).orElseGet(() -> String.format(Locale.ROOT, "%02x", code)));
        this.code = code;
    }

    Optional<HidError> error() {
        return HidError.of(code);
    }
}
