// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.core.Bytes;
import java.util.Optional;

/**
 * What a request brings along to prove that its user was verified. This key has no PIN and no sensor, so nothing proves
 * that.
 */
record PinUvAuth(Optional<Bytes> param, Optional<Long> protocol) {
    static PinUvAuth parse(Parameters parameters, int paramKey, int protocolKey) {
        return new PinUvAuth(parameters.bytes(paramKey), parameters.integer(protocolKey));
    }

    /** An empty param is how a platform with several keys asks which one the person touches (§6.1.2 step 1). */
    boolean isSelection() {
        return param.filter(p -> p.length() == 0).isPresent();
    }

    /** Refuses every protocol there is (§6.1.2 step 2). */
    void requireNone() {
        if (param.isPresent()) {
            throw new CtapException(protocol.isPresent() ? CtapStatus.INVALID_PARAMETER : CtapStatus.MISSING_PARAMETER);
        }
    }
}
