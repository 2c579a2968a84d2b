// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.User;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import java.util.List;

/**
 * The parameters of authenticatorMakeCredential (CTAP 2.1 §6.1).
 *
 * @param algorithms COSE identifiers of the public keys asked for, preferred first
 */
record MakeCredentialRequest(
        Bytes clientDataHash,
        String rpId,
        User user,
        List<Long> algorithms,
        CredentialList excluded,
        Options options,
        PinUvAuth pinUvAuth,
        boolean enterpriseAttestation) {

    static MakeCredentialRequest parse(Parameters in) {
        return new MakeCredentialRequest(
                Parameters.require(in.bytes(0x01)),
                Parameters.require(Parameters.require(in.map(0x02)).text("id")),
                User.parse(Parameters.require(in.map(0x03))),
                Parameters.require(in.maps(0x04)).stream()
                        .filter(p -> Parameters.require(p.text("type")).equals("public-key"))
                        .map(p -> Parameters.require(p.integer("alg")))
                        .toList(),
                CredentialList.parse(in.maps(0x05)),
                Options.parse(in.map(0x07)),
                PinUvAuth.parse(in, 0x08, 0x09),
                in.has(0x0a));
    }
}
