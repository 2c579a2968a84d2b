// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** credBlob (CTAP 2.1 §12.2): a few bytes that are kept with a credential, discoverable or not. */
final class CredBlob implements Extension {
    private static final int MAX_LENGTH_MEMBER = 0x0f;

    private final int maxLength;

    CredBlob(int maxLength) {
        this.maxLength = maxLength;
    }

    @Override
    public String identifier() {
        return "credBlob";
    }

    @Override
    public void describe(Info info) {
        info.member(MAX_LENGTH_MEMBER, maxLength);
    }

    @Override
    public Optional<Creation> creating(Parameters inputs, Options options) {
        Bytes blob = Parameters.require(inputs.bytes(identifier()));
        return Optional.of(new Creation() {
            @Override
            public Blueprint shape(Blueprint blueprint, UserChecks checks) {
                return blob.length() <= maxLength ? blueprint.withCredBlob(blob) : blueprint;
            }

            /** Whether it was kept. */
            @Override
            public Optional<CBORObject> output(Credential made, UserChecks checks) {
                return Optional.of(CBORObject.FromObject(made.credBlob().isPresent()));
            }
        });
    }

    @Override
    public Optional<Assertion> asserting(Parameters inputs, Options options) {
        if (!Parameters.require(inputs.flag(identifier()))) {
            return Optional.empty();
        }
        return Optional.of(new Assertion() {
            /** Empty bytes where there is none. */
            @Override
            public Optional<CBORObject> output(Credential credential, UserChecks checks) {
                return Optional.of(CBORObject.FromObject(
                        credential.credBlob().orElse(Bytes.empty()).toArray()));
            }
        });
    }
}
