// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Protection;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** credProtect (CTAP 2.1 §12.1). */
final class CredProtect implements Extension {
    @Override
    public String identifier() {
        return "credProtect";
    }

    @Override
    public Optional<Creation> creating(Parameters inputs, Options options) {
        long level = Parameters.require(inputs.integer(identifier()));
        Protection asked = Protection.of(level).orElseThrow(() -> new CtapException(CtapStatus.INVALID_OPTION));
        return Optional.of(new Creation() {
            @Override
            public Blueprint shape(Blueprint blueprint, UserChecks checks) {
                return blueprint.protectedBy(asked);
            }

            @Override
            public Optional<CBORObject> output(Credential made, UserChecks checks) {
                return Optional.of(CBORObject.FromObject(made.protection().level()));
            }
        });
    }
}
