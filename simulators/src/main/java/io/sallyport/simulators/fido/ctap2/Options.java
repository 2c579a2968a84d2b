// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** The options of a request (CTAP 2.1 §6.1, §6.2); absent ones have the meaning that the command gives them. */
record Options(Optional<Boolean> residentKey, Optional<Boolean> userPresence, Optional<Boolean> userVerification) {
    static Options parse(Optional<Parameters> options) {
        Parameters map = options.orElseGet(Parameters::none);
        return new Options(map.flag("rk"), map.flag("up"), map.flag("uv"));
    }

    boolean isDiscoverable() {
        return residentKey.orElse(false);
    }
}
