// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;

/** authenticatorGetNextAssertion (CTAP 2.1 §6.3): the further accounts of a discoverable assertion, without a touch. */
final class GetNextAssertion implements Command {
    private final Signer signer;
    private final AssertionQueue queue;

    GetNextAssertion(Signer signer, AssertionQueue queue) {
        this.signer = signer;
        this.queue = queue;
    }

    @Override
    public Step run(Parameters parameters) {
        return new Step.Answer(queue.next(signer).orElseThrow(() -> new CtapException(CtapStatus.NOT_ALLOWED)));
    }

    @Override
    public void forget() {
        queue.clear();
    }
}
