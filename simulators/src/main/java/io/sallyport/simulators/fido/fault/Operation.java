// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Arrays;

/** What the host is about, by the request that the key was last given. */
public enum Operation {
    /** A credential is made. */
    REGISTRATION,
    /** A credential signs; the further accounts of one assertion belong to it. */
    ASSERTION,
    /** Anything else: opening a channel, what the key can do, which credentials it holds, PIN and management. */
    OTHER;

    private static final int MAKE_CREDENTIAL = 0x01;
    private static final int GET_ASSERTION = 0x02;
    private static final int GET_NEXT_ASSERTION = 0x08;
    private static final int OPTIONS = 0x05;

    /** @param request of CTAP2: command byte and perhaps a CBOR map */
    static Operation of(byte[] request) {
        return switch (request.length == 0 ? 0 : request[0]) {
            case MAKE_CREDENTIAL -> REGISTRATION;
            case GET_ASSERTION -> asksSilently(request) ? OTHER : ASSERTION;
            case GET_NEXT_ASSERTION -> ASSERTION;
            default -> OTHER;
        };
    }

    /** How clients find out, before either ceremony, which of many credentials the key holds (CTAP 2.1 §7.6). */
    private static boolean asksSilently(byte[] request) {
        try {
            return Parameters.of(CtapCbor.decode(Arrays.copyOfRange(request, 1, request.length)))
                    .map(OPTIONS)
                    .flatMap(options -> options.flag("up"))
                    .filter(present -> !present)
                    .isPresent();
        } catch (CtapException malformed) {
            return false;
        }
    }
}
