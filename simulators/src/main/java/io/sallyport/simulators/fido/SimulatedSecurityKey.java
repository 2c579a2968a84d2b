// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.fido.hid.InProcessTransport;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * A FIDO2 security key without hardware: ES256, discoverable credentials, packed self attestation, no PIN. What it must
 * remember is in its environment's storage: two keys on one storage are the same key.
 */
public final class SimulatedSecurityKey {
    private final Chip chip;

    public SimulatedSecurityKey(Environment environment) {
        this.chip = new Chip(environment, KeyProfile.YUBIKEY_5_4_3, Faults.none());
    }

    /**
     * Plugs the key in, in this process. Each call is a power cycle: channels, touches awaited and assertions half told
     * are forgotten, credentials are not.
     */
    public HidTransport plugIn() {
        return new InProcessTransport(powerUp(Runnable::run));
    }

    /** What goes wrong with it; it may be changed at any time. */
    public Faults faults() {
        return chip.faults();
    }

    /**
     * Attaches it to a port of 127.0.0.1, for programs of whatever make; see {@link LoopbackPort}.
     *
     * @param port 0 for a free one
     */
    public LoopbackPort attachTcp(int port) throws IOException {
        return LoopbackPort.open(this::powerUp, port);
    }

    private CtapHidDevice powerUp(Executor worker) {
        return CtapHidDevice.powerUp(chip, Attestation.of(chip), worker);
    }
}
