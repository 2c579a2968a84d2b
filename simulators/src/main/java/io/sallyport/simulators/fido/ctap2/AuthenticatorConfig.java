// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import io.sallyport.simulators.fido.pin.Settings;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** authenticatorConfig (CTAP 2.1 §6.11). */
final class AuthenticatorConfig implements Command {
    static final byte COMMAND = 0x0d;

    private static final long TOGGLE_ALWAYS_UV = 0x02;
    private static final int MAX_PIN_LENGTH = 63;

    private final KeyProfile profile;
    private final UserVerification verification;
    private final Settings settings;
    private final Map<Long, Consumer<Parameters>> subCommands = new HashMap<>();

    AuthenticatorConfig(KeyProfile profile, UserVerification verification) {
        this.profile = profile;
        this.verification = verification;
        this.settings = verification.settings();
        if (profile.has(Feature.ENTERPRISE_ATTESTATION)) {
            subCommands.put(0x01L, none -> settings.enableEnterpriseAttestation());
        }
        if (profile.has(Feature.ALWAYS_UV)) {
            subCommands.put(TOGGLE_ALWAYS_UV, none -> settings.toggleAlwaysUv());
        }
        if (profile.has(Feature.SET_MIN_PIN_LENGTH)) {
            subCommands.put(0x03L, this::setMinPinLength);
        }
    }

    @Override
    public void describe(Info info) {
        info.option("authnrCfg", true);
        if (profile.has(Feature.ALWAYS_UV)) {
            info.option("alwaysUv", settings.alwaysUv());
        }
        if (profile.has(Feature.SET_MIN_PIN_LENGTH)) {
            info.option("setMinPINLength", true).member(0x10, Settings.MAX_RP_IDS);
        }
    }

    @Override
    public Step run(Parameters in) {
        long number = Parameters.require(in.integer(0x01));
        Consumer<Parameters> subCommand = subCommands.get(number);
        if (subCommand == null) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        Optional<Parameters> parameters = in.map(0x02);
        if (isGuarded(number)) {
            verification.require(
                    PinUvAuth.parse(in, 0x04, 0x03),
                    message(number, parameters),
                    Permission.AUTHENTICATOR_CONFIGURATION,
                    Optional.empty());
        }
        subCommand.accept(parameters.orElseGet(Parameters::none));
        return new Step.Answer(Bytes.empty());
    }

    /** A key that demands a verification it cannot have yet lets go of that demand (step 3). */
    private boolean isGuarded(long subCommand) {
        return verification.isProtected() || (settings.alwaysUv() && subCommand != TOGGLE_ALWAYS_UV);
    }

    private static Bytes message(long subCommand, Optional<Parameters> parameters) {
        byte[] head = new byte[34];
        Arrays.fill(head, 0, 32, (byte) 0xff);
        head[32] = COMMAND;
        head[33] = (byte) subCommand;
        return Bytes.join(Bytes.of(head), Parameters.encoded(parameters));
    }

    /** setMinPINLength (§6.11.4). */
    private void setMinPinLength(Parameters in) {
        long wanted = in.integer(0x01).orElse((long) settings.minPinLength());
        Optional<List<String>> rpIds = in.texts(0x02);
        boolean forced = in.flag(0x03).orElse(false);
        if (wanted < settings.minPinLength() || wanted > MAX_PIN_LENGTH) {
            throw new CtapException(CtapStatus.PIN_POLICY_VIOLATION);
        }
        if (forced && !verification.pin().isSet()) {
            throw new CtapException(CtapStatus.PIN_NOT_SET);
        }
        if (rpIds.filter(ids -> ids.size() > Settings.MAX_RP_IDS).isPresent()) {
            throw new CtapException(CtapStatus.KEY_STORE_FULL);
        }
        // In this order a power cut can only leave a PIN to be changed that need not be.
        if (forced || verification.pin().isShorterThan((int) wanted)) {
            verification.forcePinChange();
        }
        settings.setMinPinLength((int) wanted, rpIds);
    }
}
