// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapStatus;

/**
 * Whether a request is performed.
 *
 * @param request of CTAP2: command byte and perhaps a CBOR map
 * @param touched whether the key was touched for it: some refusals wait for that (CTAP 2.1 §6.1.2 step 12)
 * @param status OK to go on
 */
record Verdict(Bytes request, boolean touched, CtapStatus status) {
    int command() {
        return request.length() == 0 ? 0 : Byte.toUnsignedInt(request.toArray()[0]);
    }

    Verdict refused(CtapStatus reason) {
        return new Verdict(request, touched, reason);
    }
}
