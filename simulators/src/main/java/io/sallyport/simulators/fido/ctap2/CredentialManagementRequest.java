// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import java.util.Optional;

/**
 * The parameters of authenticatorCredentialManagement (CTAP 2.1 §6.8).
 *
 * @param details subCommandParams
 */
record CredentialManagementRequest(int subcommand, Optional<Parameters> details, PinUvAuth pinUvAuth) {
    /** It takes one byte of what is authenticated. */
    private static final long LARGEST = 0xff;

    static CredentialManagementRequest parse(Parameters in) {
        return new CredentialManagementRequest(
                (int) Math.max(0, Math.min(LARGEST, Parameters.require(in.integer(0x01)))),
                in.map(0x02),
                PinUvAuth.parse(in, 0x04, 0x03));
    }

    Bytes rpIdHash() {
        return Parameters.require(required().bytes(0x01));
    }

    /** Of the credential that is named. */
    Bytes credentialId() {
        Parameters descriptor = Parameters.require(required().map(0x02));
        Bytes id = Parameters.require(descriptor.bytes("id"));
        if (!Parameters.require(descriptor.text("type")).equals("public-key")) {
            throw new CtapException(CtapStatus.NO_CREDENTIALS);
        }
        return id;
    }

    Parameters user() {
        return Parameters.require(required().map(0x03));
    }

    /** What pinUvAuthParam authenticates: the subcommand and its parameters as they stood in the request. */
    Bytes message() {
        return Bytes.join(Bytes.of((byte) subcommand), Parameters.encoded(details));
    }

    private Parameters required() {
        return Parameters.require(details);
    }
}
