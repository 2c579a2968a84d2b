// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.credential.User;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.util.Map;
import java.util.Optional;

/**
 * What is asserted, whoever signs it.
 *
 * @param extensions by identifier
 * @param total credentials found
 */
record AssertionTemplate(
        Bytes clientDataHash, UserChecks checks, Map<String, Extension.Assertion> extensions, int total) {

    /** The response of authenticatorGetAssertion (CTAP 2.1 §6.2); how many there are is told when there are several. */
    Bytes first(Credential credential, Signer signer) {
        CBORObject response = by(credential, signer);
        return CtapCbor.encode(total > 1 ? response.Add(0x05, total) : response);
    }

    /** The response of authenticatorGetNextAssertion (CTAP 2.1 §6.3). */
    Bytes further(Credential credential, Signer signer) {
        return CtapCbor.encode(by(credential, signer));
    }

    private CBORObject by(Credential credential, Signer signer) {
        Optional<Bytes> outputs = Extensions.outputs(extensions, extension -> extension.output(credential, checks));
        Bytes data = signer.authenticatorData(count -> AuthenticatorData.of(credential, checks, count, outputs));
        CBORObject response = CBORObject.NewMap()
                .Add(
                        0x01,
                        CBORObject.NewMap().Add("id", credential.id().toArray()).Add("type", "public-key"))
                .Add(0x02, data.toArray())
                .Add(0x03, signer.sign(credential, data, clientDataHash));
        credential.user().ifPresent(user -> response.Add(0x04, tell(user)));
        extensions.values().forEach(extension -> extension.respond(credential, response));
        return response;
    }

    /** Names are for a verified user who has several accounts to choose from (CTAP 2.1 §6.2.2). */
    private CBORObject tell(User user) {
        return checks.verified() && total > 1 ? user.toCbor() : user.withoutNames();
    }
}
