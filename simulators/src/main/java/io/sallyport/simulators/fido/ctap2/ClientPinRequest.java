// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** The parameters of authenticatorClientPIN (CTAP 2.1 §6.5.5); which of them are mandatory is for the subcommand to say. */
record ClientPinRequest(
        Optional<Long> protocol,
        long subCommand,
        Optional<Parameters> keyAgreement,
        Optional<Bytes> pinUvAuthParam,
        Optional<Bytes> newPinEnc,
        Optional<Bytes> pinHashEnc,
        Optional<Long> permissions,
        Optional<String> rpId) {

    static ClientPinRequest parse(Parameters in) {
        return new ClientPinRequest(
                in.integer(0x01),
                Parameters.require(in.integer(0x02)),
                in.map(0x03),
                in.bytes(0x04),
                in.bytes(0x05),
                in.bytes(0x06),
                in.integer(0x09),
                in.text(0x0a));
    }

    /** Demands members that the subcommand cannot do without, before anything else is looked at. */
    ClientPinRequest requiring(Optional<?>... members) {
        Parameters.require(protocol);
        for (Optional<?> member : members) {
            Parameters.require(member);
        }
        return this;
    }
}
