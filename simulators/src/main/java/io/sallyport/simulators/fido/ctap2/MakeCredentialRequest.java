// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Limits;
import io.sallyport.simulators.fido.credential.RelyingParty;
import io.sallyport.simulators.fido.credential.User;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of authenticatorMakeCredential (CTAP 2.1 §6.1).
 *
 * @param algorithms COSE identifiers of the public keys asked for, preferred first
 */
record MakeCredentialRequest(
        Bytes clientDataHash,
        RelyingParty rp,
        User user,
        List<Long> algorithms,
        CredentialList excluded,
        Optional<Parameters> extensions,
        Options options,
        PinUvAuth pinUvAuth,
        Optional<Long> enterpriseAttestation) {
    private static final int HASH_LENGTH = 32;

    static MakeCredentialRequest parse(Parameters in) {
        return new MakeCredentialRequest(
                Parameters.require(in.bytes(0x01)),
                RelyingParty.parse(Parameters.require(in.map(0x02))),
                User.parse(Parameters.require(in.map(0x03))),
                algorithms(Parameters.require(in.maps(0x04))),
                CredentialList.parse(in.maps(0x05)),
                in.map(0x06),
                Options.parse(in.map(0x07)),
                PinUvAuth.parse(in, 0x08, 0x09),
                in.integer(0x0a));
    }

    /** Behind step 1: whoever asks for a touch only sends no hash worth the name. */
    void requireLengths(Limits limits) {
        requireHash(clientDataHash);
        excluded.requireAtMost(limits.maxListed());
    }

    static void requireHash(Bytes hash) {
        if (hash.length() != HASH_LENGTH) {
            throw new CtapException(CtapStatus.INVALID_LENGTH);
        }
    }

    /** Every element is looked at, also those of types that are unknown (§6.1.2 step 3). */
    private static List<Long> algorithms(List<Parameters> parameters) {
        return parameters.stream()
                .map(MakeCredentialRequest::algorithm)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Long> algorithm(Parameters parameter) {
        long algorithm = Parameters.require(parameter.integer("alg"));
        return Parameters.require(parameter.text("type")).equals("public-key")
                ? Optional.of(algorithm)
                : Optional.empty();
    }
}
