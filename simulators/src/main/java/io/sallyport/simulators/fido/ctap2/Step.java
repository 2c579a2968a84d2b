// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Optional;
import java.util.function.Supplier;

/** How far a command came. */
sealed interface Step {
    /**
     * It is done.
     *
     * @param cbor the response map; empty when there is none
     */
    record Answer(Bytes cbor) implements Step {}

    /**
     * It wants the key to be touched.
     *
     * @param then the rest of the command, which may still throw a status
     * @param untouched the answer when nobody does, where it is not the usual one
     */
    record Touch(Supplier<Bytes> then, Optional<CtapStatus> untouched) implements Step {
        Touch(Supplier<Bytes> then) {
            this(then, Optional.empty());
        }
    }
}
