// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Fingerprints;
import io.sallyport.simulators.fido.pin.Pin;
import io.sallyport.simulators.fido.pin.PinProtocol;
import io.sallyport.simulators.fido.pin.SharedSecret;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** authenticatorClientPIN (CTAP 2.1 §6.5.5), each subcommand in the order of its steps. */
final class ClientPin implements Command {
    /** In the registry of FIDO's predefined values: where the finger is looked at. */
    private static final int FINGERPRINT_INTERNAL = 0x02;

    private final KeyProfile profile;
    private final UserVerification verification;
    private final Map<Long, Function<ClientPinRequest, Step>> subCommands = new HashMap<>();

    ClientPin(KeyProfile profile, UserVerification verification) {
        this.profile = profile;
        this.verification = verification;
        TokenIssue tokens = new TokenIssue(profile, verification);
        subCommands.put(0x01L, request -> answer(pinRetries()));
        subCommands.put(0x02L, request -> answer(keyAgreement(request)));
        subCommands.put(0x03L, this::setPin);
        subCommands.put(0x04L, this::changePin);
        subCommands.put(0x05L, request -> answer(tokens.byPin(request)));
        if (profile.has(Feature.FINGERPRINT)) {
            subCommands.put(0x06L, tokens::byFinger);
            subCommands.put(0x07L, request -> answer(uvRetries()));
        }
        if (profile.has(Feature.PIN_UV_AUTH_TOKEN)) {
            subCommands.put(0x09L, request -> answer(tokens.byPinWithPermissions(request)));
        }
    }

    @Override
    public Step run(Parameters parameters) {
        ClientPinRequest request = ClientPinRequest.parse(parameters);
        if (request.protocol().isPresent()) {
            verification.protocol(request.protocol());
        }
        Function<ClientPinRequest, Step> subCommand = subCommands.get(request.subCommand());
        if (subCommand == null) {
            throw new CtapException(CtapStatus.INVALID_SUBCOMMAND);
        }
        return subCommand.apply(request);
    }

    @Override
    public void describe(Info info) {
        info.option("clientPin", verification.pin().isSet()).member(0x06, profile.pinProtocols());
        if (profile.has(Feature.PIN_UV_AUTH_TOKEN)) {
            info.option("pinUvAuthToken", true);
        }
        if (profile.has(Feature.FINGERPRINT)) {
            info.option("uv", verification.fingerprints().isEnrolled())
                    .member(0x11, Fingerprints.MAX_RETRIES)
                    .member(0x12, FINGERPRINT_INTERNAL);
        }
        if (profile.has(Feature.FIRMWARE_IN_INFO)) {
            info.member(0x0d, verification.settings().minPinLength());
        }
        if (profile.has(Feature.SET_MIN_PIN_LENGTH)) {
            info.member(0x0c, verification.pin().isChangeForced());
        }
    }

    /** A key without a PIN has no tries to count: the products say so, where the specification is silent. */
    private CBORObject pinRetries() {
        Pin pin = verification.pin();
        if (!pin.isSet()) {
            throw new CtapException(CtapStatus.PIN_NOT_SET);
        }
        return CBORObject.NewMap().Add(0x03, pin.retries()).Add(0x04, pin.needsPowerCycle());
    }

    private CBORObject uvRetries() {
        return CBORObject.NewMap().Add(0x05, verification.fingerprints().retries());
    }

    private CBORObject keyAgreement(ClientPinRequest request) {
        PinProtocol protocol = verification.protocol(request.protocol());
        return CBORObject.NewMap().Add(0x01, verification.agreementKey(protocol));
    }

    private Step setPin(ClientPinRequest request) {
        request.requiring(request.keyAgreement(), request.newPinEnc(), request.pinUvAuthParam());
        PinProtocol protocol = verification.protocol(request.protocol());
        if (verification.pin().isSet()) {
            throw new CtapException(CtapStatus.PIN_AUTH_INVALID);
        }
        SharedSecret secret =
                verification.decapsulate(protocol, request.keyAgreement().orElseThrow());
        Bytes newPin = request.newPinEnc().orElseThrow();
        requireSignature(request, secret, newPin);
        verification.setPin(secret, newPin);
        return new Step.Answer(Bytes.empty());
    }

    private Step changePin(ClientPinRequest request) {
        request.requiring(request.keyAgreement(), request.pinHashEnc(), request.newPinEnc(), request.pinUvAuthParam());
        PinProtocol protocol = verification.protocol(request.protocol());
        verification.pin().requireTries();
        SharedSecret secret =
                verification.decapsulate(protocol, request.keyAgreement().orElseThrow());
        Bytes newPin = request.newPinEnc().orElseThrow();
        Bytes oldHash = request.pinHashEnc().orElseThrow();
        requireSignature(request, secret, Bytes.join(newPin, oldHash));
        verification.requirePin(secret, oldHash);
        verification.setPin(secret, newPin);
        return new Step.Answer(Bytes.empty());
    }

    private static void requireSignature(ClientPinRequest request, SharedSecret secret, Bytes message) {
        if (!secret.verify(message, request.pinUvAuthParam().orElseThrow())) {
            throw new CtapException(CtapStatus.PIN_AUTH_INVALID);
        }
    }

    private static Step answer(CBORObject map) {
        return new Step.Answer(CtapCbor.encode(map));
    }
}
