// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** largeBlobKey (CTAP 2.1 §12.3): with what a platform encrypts its part of the large-blob array. */
final class LargeBlobKey implements Extension {
    private static final int CREATION_MEMBER = 0x05;
    private static final int ASSERTION_MEMBER = 0x07;

    @Override
    public String identifier() {
        return "largeBlobKey";
    }

    @Override
    public Optional<Creation> creating(Parameters inputs, Options options) {
        requireTrue(inputs);
        if (!options.isDiscoverable()) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        return Optional.of(new Creation() {
            @Override
            public Blueprint shape(Blueprint blueprint, UserChecks checks) {
                return blueprint.withLargeBlobKey();
            }

            @Override
            public void respond(Credential made, CBORObject response) {
                add(made, CREATION_MEMBER, response);
            }
        });
    }

    @Override
    public Optional<Assertion> asserting(Parameters inputs, Options options) {
        requireTrue(inputs);
        return Optional.of(new Assertion() {
            @Override
            public void respond(Credential credential, CBORObject response) {
                add(credential, ASSERTION_MEMBER, response);
            }
        });
    }

    private void requireTrue(Parameters inputs) {
        if (!Parameters.require(inputs.flag(identifier()))) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
    }

    private static void add(Credential credential, int member, CBORObject response) {
        credential.largeBlobKey().map(Bytes::toArray).ifPresent(key -> response.Add(member, key));
    }
}
