// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Config;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;

/** What can be set on a key (authenticatorConfig, CTAP 2.1 §6.11). Wants the PIN where there is one. */
public final class KeySettings {
    private final Conversation conversation;
    private final Pin pin;

    KeySettings(Conversation conversation, Pin pin) {
        this.conversation = conversation;
        this.pin = pin;
    }

    /** Whether it wants its PIN or a finger whatever a site asks for. */
    public void alwaysUv(boolean on) {
        Object now = info().getOptions().get("alwaysUv");
        if (now == null) {
            throw tooOld("demand its PIN always");
        }
        if (!now.equals(on)) {
            configure(Config::toggleAlwaysUv);
        }
    }

    /**
     * Raises the length of the shortest PIN it takes; only a reset lowers it again.
     *
     * @param codePoints more than now
     * @param forceChange whether the present PIN must be changed before it is used again
     */
    public void minPinLength(int codePoints, boolean forceChange) {
        if (!Boolean.TRUE.equals(info().getOptions().get("setMinPINLength"))) {
            throw tooOld("demand longer PINs");
        }
        configure(config -> config.setMinPinLength(codePoints, null, forceChange ? true : null));
    }

    /** Lets it show its serial number to the sites that its maker or its platform knows; only a reset ends that. */
    public void enableEnterpriseAttestation() {
        if (!info().getOptions().containsKey("ep")) {
            throw tooOld("be told apart by an enterprise");
        }
        configure(Config::enableEnterpriseAttestation);
    }

    private Ctap2Session.InfoData info() {
        return conversation.requireCtap2().getCachedInfo();
    }

    private static DeviceException tooOld(String what) {
        return new DeviceException.Unsuitable("this security key cannot be made to " + what, null);
    }

    @FunctionalInterface
    private interface Change {
        void on(Config config) throws IOException, CommandException;
    }

    private void configure(Change change) {
        Ctap2Session session = conversation.requireCtap2();
        if (!Config.isSupported(session.getCachedInfo())) {
            throw tooOld("take settings");
        }
        conversation.ask(() -> {
            Ctap2Session.InfoData info = session.getCachedInfo();
            if (Pin.isSet(info) || Pin.hasOwnVerification(info)) {
                Pin.Token token = pin.token(ClientPin.PIN_PERMISSION_ACFG);
                change.on(new Config(session, token.protocol(), token.bytes()));
            } else {
                change.on(new Config(session, null, null));
            }
            return true;
        });
        conversation.changed();
    }
}
