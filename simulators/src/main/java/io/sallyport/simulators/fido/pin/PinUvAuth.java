// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/**
 * What a request brings along to prove that its user was verified.
 */
public record PinUvAuth(Optional<Bytes> param, Optional<Long> protocol) {
    public static PinUvAuth parse(Parameters parameters, int paramKey, int protocolKey) {
        return new PinUvAuth(parameters.bytes(paramKey), parameters.integer(protocolKey));
    }

    /** An empty param is how a platform with several keys asks which one the person touches (§6.1.2 step 1). */
    public boolean isSelection() {
        return param.filter(p -> p.length() == 0).isPresent();
    }
}
