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
 */
record AssertionTemplate(Bytes clientDataHash, UserChecks checks, Map<String, Extension.Assertion> extensions) {
    /**
     * The response of authenticatorGetAssertion.
     *
     * @param total credentials found, told only when there are several
     */
    Bytes by(Credential credential, Signer signer, int total) {
        Optional<Bytes> outputs =
                Extensions.outputs(extensions, extension -> extension.output(credential, checks));
        Bytes data = signer.authenticatorData(
                count -> AuthenticatorData.of(credential, checks, count, outputs));
        CBORObject response = CBORObject.NewMap()
                .Add(
                        0x01,
                        CBORObject.NewMap().Add("id", credential.id().toArray()).Add("type", "public-key"))
                .Add(0x02, data.toArray())
                .Add(0x03, signer.sign(credential, data, clientDataHash));
        credential.user().ifPresent(user -> response.Add(0x04, tell(user)));
        if (total > 1) {
            response.Add(0x05, total);
        }
        extensions.values().forEach(extension -> extension.respond(credential, response));
        return CtapCbor.encode(response);
    }

    /** Names are for verified users only (CTAP 2.1 §6.2.2). */
    private CBORObject tell(User user) {
        return checks.verified() ? user.toCbor() : user.withoutNames();
    }
}
