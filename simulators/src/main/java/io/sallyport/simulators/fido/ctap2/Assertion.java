// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.message.CtapCbor;

/**
 * What is asserted, whoever signs it.
 *
 * @param present whether the key was touched for it
 */
record Assertion(Bytes clientDataHash, boolean present) {
    /**
     * The response of authenticatorGetAssertion.
     *
     * @param total credentials found, told only when there are several
     */
    Bytes by(Credential credential, Signer signer, int total) {
        Bytes data = signer.data(AuthenticatorData.of(credential.rpId(), present, signer.nextCount()));
        CBORObject response = CBORObject.NewMap()
                .Add(
                        0x01,
                        CBORObject.NewMap().Add("id", credential.id().toArray()).Add("type", "public-key"))
                .Add(0x02, data.toArray())
                .Add(0x03, signer.sign(credential, data, clientDataHash));
        // Names are for verified users only (§6.2.2).
        credential
                .user()
                .ifPresent(user -> response.Add(
                        0x04, CBORObject.NewMap().Add("id", user.id().toArray())));
        if (total > 1) {
            response.Add(0x05, total);
        }
        return CtapCbor.encode(response);
    }
}
