// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Limits;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** The parameters of authenticatorGetAssertion (CTAP 2.1 §6.2). */
record GetAssertionRequest(
        String rpId,
        Bytes clientDataHash,
        CredentialList allowed,
        Optional<Parameters> extensions,
        Options options,
        PinUvAuth pinUvAuth) {

    static GetAssertionRequest parse(Parameters in) {
        return new GetAssertionRequest(
                Parameters.require(in.text(0x01)),
                Parameters.require(in.bytes(0x02)),
                CredentialList.parse(in.maps(0x03)),
                in.map(0x04),
                Options.parse(in.map(0x05)),
                PinUvAuth.parse(in, 0x06, 0x07));
    }

    void requireLengths(Limits limits) {
        MakeCredentialRequest.requireHash(clientDataHash);
        allowed.requireAtMost(limits.maxListed());
    }

    Bytes rpIdHash() {
        return Bytes.of(DigestUtils.sha256(rpId));
    }
}
