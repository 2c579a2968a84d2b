// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.fido.hid.InProcessTransport;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.simulators.fido.hid.UhidDevice;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A FIDO2 security key without hardware. What it must remember is in its environment's storage: two keys on one storage
 * are the same key, and a key that was made there before is the one it was. Thread-safe.
 *
 * <p>To plug it in is a power cycle, wherever that is: channels, touches awaited and assertions half told are forgotten,
 * credentials and PIN are not.
 */
public final class SimulatedSecurityKey {
    private final Chip chip;
    private final Attestation attestation;
    private final Identity identity;
    /** Held by who works on the storage: the key may be attached in several ways at once. */
    private final Object turn = new Object();

    private @Nullable InProcessTransport pluggedIn;
    private @Nullable LoopbackPort port;
    private @Nullable UhidDevice uhid;

    /** A YubiKey of firmware 5.4.3, or whatever is in the storage. */
    public SimulatedSecurityKey(Environment environment) {
        this(builder(environment));
    }

    private SimulatedSecurityKey(SimulatedSecurityKeyBuilder made) {
        this.identity = made.identity();
        this.chip = new Chip(made.environment(), identity.profile(), Faults.none());
        this.attestation = made.attestation(chip, identity);
    }

    static SimulatedSecurityKey of(SimulatedSecurityKeyBuilder made) {
        return new SimulatedSecurityKey(made);
    }

    public static SimulatedSecurityKeyBuilder builder(Environment environment) {
        return new SimulatedSecurityKeyBuilder(environment);
    }

    public KeyProfile profile() {
        return identity.profile();
    }

    /** As printed on its back. */
    public int serial() {
        return identity.serial();
    }

    /** What goes wrong with it; it may be changed at any time. */
    public Faults faults() {
        return chip.faults();
    }

    /** From now on this goes wrong; see {@link #faults} for more. */
    public void inject(Fault fault) {
        chip.faults().inject(fault);
    }

    /** Plugs the key in, in this process; it is pulled out of where it was in this process before. */
    public synchronized HidTransport plugIn() {
        pullOut();
        InProcessTransport transport = new InProcessTransport(powerUp(Runnable::run));
        pluggedIn = transport;
        return transport;
    }

    /**
     * Attaches it to a port of 127.0.0.1, for programs of whatever make; see {@link LoopbackPort}.
     *
     * @param number 0 for a free one
     */
    public synchronized LoopbackPort attachTcp(int number) throws IOException {
        LoopbackPort opened = LoopbackPort.open(this::powerUp, number);
        port = opened;
        return opened;
    }

    /**
     * Has Linux take it for one on its USB; see {@link UhidDevice}.
     *
     * @throws IOException in words, if this machine cannot do that
     */
    public synchronized UhidDevice attachUhid() throws IOException {
        UhidDevice plugged = UhidDevice.plugIn(this::powerUp, profile());
        uhid = plugged;
        return plugged;
    }

    /** Pulls it out, whatever is under way. It can be plugged in again, and connected to again. */
    public synchronized void unplug() throws IOException {
        pullOut();
        if (port != null) {
            port.disconnect();
        }
        if (uhid != null) {
            uhid.close();
            uhid = null;
        }
    }

    private void pullOut() {
        if (pluggedIn != null) {
            pluggedIn.close();
            pluggedIn = null;
        }
    }

    private CtapHidDevice powerUp(Executor worker) {
        return CtapHidDevice.powerUp(
                chip,
                attestation,
                OptionalInt.of(serial()),
                task -> worker.execute(() -> {
                    synchronized (turn) {
                        task.run();
                    }
                }));
    }
}
