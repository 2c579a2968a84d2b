// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Settings;
import java.util.Optional;

/** minPinLength (CTAP 2.1 §12.4): a relying party that authenticatorConfig named learns the minimum. */
final class MinPinLength implements Extension {
    private final Settings settings;

    MinPinLength(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String identifier() {
        return "minPinLength";
    }

    @Override
    public Optional<Creation> creating(Parameters inputs, Options options) {
        if (!Parameters.require(inputs.flag(identifier()))) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        return Optional.of(new Creation() {
            private boolean told;

            @Override
            public Blueprint shape(Blueprint blueprint, UserChecks checks) {
                told = settings.minPinLengthRpIds().contains(blueprint.rp().id());
                return blueprint;
            }

            @Override
            public Optional<CBORObject> output(Credential made, UserChecks checks) {
                return told ? Optional.of(CBORObject.FromObject(settings.minPinLength())) : Optional.empty();
            }
        });
    }
}
