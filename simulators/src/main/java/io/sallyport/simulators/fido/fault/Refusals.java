// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Requests that end with a status though nothing is the matter with them. */
final class Refusals {
    private static final int MAKE_CREDENTIAL = 0x01;
    private static final int GET_ASSERTION = 0x02;
    private static final int CLIENT_PIN = 0x06;
    private static final int SUB_COMMAND = 0x02;
    /** changePIN, getPinToken, getPinUvAuthTokenUsingPinWithPermissions (CTAP 2.1 §6.5.5). */
    private static final Set<Long> PIN_CHECKS = Set.of(0x04L, 0x05L, 0x09L);

    private Refusals() {}

    /** Of a registration, when the key has been touched: not before, or anybody could find out what it holds. */
    static UnaryOperator<Verdict> ofRegistration(CtapStatus status) {
        return verdict -> verdict.touched() && verdict.command() == MAKE_CREDENTIAL ? verdict.refused(status) : verdict;
    }

    static UnaryOperator<Verdict> ofAssertion(CtapStatus status) {
        return verdict -> verdict.command() == GET_ASSERTION ? verdict.refused(status) : verdict;
    }

    /** Wherever a PIN is checked. */
    static UnaryOperator<Verdict> ofPin(CtapStatus status) {
        return verdict -> checksPin(verdict) ? verdict.refused(status) : verdict;
    }

    private static boolean checksPin(Verdict verdict) {
        return verdict.command() == CLIENT_PIN
                && subCommand(verdict).filter(PIN_CHECKS::contains).isPresent();
    }

    private static Optional<Long> subCommand(Verdict verdict) {
        byte[] request = verdict.request().toArray();
        try {
            CBORObject parameters = CtapCbor.decode(Arrays.copyOfRange(request, 1, request.length));
            return Parameters.of(parameters).integer(SUB_COMMAND);
        } catch (CtapException malformed) {
            return Optional.empty();
        }
    }
}
