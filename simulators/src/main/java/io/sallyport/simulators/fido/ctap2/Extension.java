// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** One extension (CTAP 2.1 §12). Asked only when the key has it and the request names it. */
interface Extension {
    /** As authenticatorGetInfo lists it. */
    String identifier();

    /** Its members of authenticatorGetInfo. */
    default void describe(Info info) {}

    /**
     * Reads the input of authenticatorMakeCredential; nothing else has happened yet.
     *
     * @param inputs of all extensions; this one's is under its identifier
     * @param options of the request
     * @return empty when the input asks for nothing
     * @throws CtapException with the status to answer
     */
    default Optional<Creation> creating(Parameters inputs, Options options) {
        return Optional.empty();
    }

    /** Reads the input of authenticatorGetAssertion, as {@link #creating}. */
    default Optional<Assertion> asserting(Parameters inputs, Options options) {
        return Optional.empty();
    }

    /** What it does when a credential is made, after the touch. Each may throw a status. */
    interface Creation {
        /** What the new credential is to be beyond what it would have been. */
        default Blueprint shape(Blueprint blueprint, UserChecks checks) {
            return blueprint;
        }

        /** For authenticator data, under the identifier. */
        default Optional<CBORObject> output(Credential made, UserChecks checks) {
            return Optional.empty();
        }

        /** Adds members of its own to the response map, which nothing signs. */
        default void respond(Credential made, CBORObject response) {}
    }

    /** What it does with an assertion, for each credential that is told. Each may throw a status. */
    interface Assertion {
        default Optional<CBORObject> output(Credential credential, UserChecks checks) {
            return Optional.empty();
        }

        default void respond(Credential credential, CBORObject response) {}
    }
}
