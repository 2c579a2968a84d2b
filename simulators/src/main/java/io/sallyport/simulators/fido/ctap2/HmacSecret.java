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
import io.sallyport.simulators.fido.pin.PinProtocol;
import io.sallyport.simulators.fido.pin.SharedSecret;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.Optional;

/** hmac-secret (CTAP 2.1 §12.5): a secret for each salt that the platform brings, from a secret that each credential has. */
final class HmacSecret implements Extension {
    private final UserVerification verification;

    HmacSecret(UserVerification verification) {
        this.verification = verification;
    }

    @Override
    public String identifier() {
        return "hmac-secret";
    }

    /** A map without members, or a flag where a map belongs, asks for nothing: so the products take it. */
    private boolean isNothing(Parameters inputs) {
        return !inputs.isFlag(identifier())
                && inputs.map(identifier()).filter(map -> map.hasExactly()).isPresent();
    }

    @Override
    public Optional<Creation> creating(Parameters inputs, Options options) {
        if (isNothing(inputs) || !Parameters.require(inputs.flag(identifier()))) {
            return Optional.empty();
        }
        return Optional.of(new Creation() {
            @Override
            public Blueprint shape(Blueprint blueprint, UserChecks checks) {
                return blueprint.withHmacSecret();
            }

            @Override
            public Optional<CBORObject> output(Credential made, UserChecks checks) {
                return Optional.of(CBORObject.True);
            }
        });
    }

    @Override
    public Optional<Assertion> asserting(Parameters inputs, Options options) {
        if (isNothing(inputs) || inputs.isFlag(identifier())) {
            return Optional.empty();
        }
        Parameters input = Parameters.require(inputs.map(identifier()));
        Parameters platformKey = Parameters.require(input.map(0x01));
        Bytes saltEnc = Parameters.require(input.bytes(0x02));
        Bytes saltAuth = Parameters.require(input.bytes(0x03));
        if (!options.userPresence().orElse(true)) {
            throw new CtapException(CtapStatus.UNSUPPORTED_OPTION);
        }
        // Platforms of CTAP 2.0 name no protocol, as there was only one.
        PinProtocol protocol =
                verification.protocol(input.integer(0x04).or(() -> Optional.of((long) PinProtocol.ONE.number())));
        SharedSecret secret = verification.decapsulate(protocol, platformKey);
        if (!secret.verify(saltEnc, saltAuth)) {
            throw new CtapException(CtapStatus.PIN_AUTH_INVALID);
        }
        Salts salts = secret.decrypt(saltEnc)
                .flatMap(Salts::of)
                .orElseThrow(() -> new CtapException(CtapStatus.INVALID_LENGTH));
        return Optional.of(new Assertion() {
            /** Nothing from a credential that was made without. */
            @Override
            public Optional<CBORObject> output(Credential credential, UserChecks checks) {
                return credential
                        .credRandom(checks.verified())
                        .map(random -> CBORObject.FromObject(secret.encrypt(salts.outputs(random))));
            }
        });
    }
}
