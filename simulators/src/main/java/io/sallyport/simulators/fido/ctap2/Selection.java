// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;

/** authenticatorSelection (CTAP 2.1 §6.9): the person touches the key that they mean. */
final class Selection implements Command {
    @Override
    public Step run(Parameters parameters) {
        return new Step.Touch(Bytes::empty, CtapStatus.OPERATION_DENIED, CtapStatus.USER_ACTION_TIMEOUT);
    }
}
