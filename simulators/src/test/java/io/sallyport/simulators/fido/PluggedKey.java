// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import com.yubico.yubikit.core.fido.FidoConnection;
import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.fido.hid.InProcessTransport;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.time.Duration;

/** A simulated key that yubikit's programs use in this process: every packet of CTAPHID is really made and taken apart. */
final class PluggedKey {
    private final ManualClock clock = new ManualClock();
    private final Chip chip;

    PluggedKey(KeyProfile profile) {
        Environment environment = new Environment(clock, new SeededRandom(11), Presence.eager(), Storage.inMemory());
        this.chip = new Chip(environment, profile, Faults.none());
    }

    ManualClock clock() {
        return clock;
    }

    boolean hasCtap2() {
        return chip.profile().has(Feature.CTAP2);
    }

    /** Pulls the key out and plugs it in again. */
    FidoConnection connect() {
        return new Connection(new InProcessTransport(CtapHidDevice.powerUp(chip)));
    }

    private static final class Connection implements FidoConnection {
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private final HidTransport transport;

        Connection(HidTransport transport) {
            this.transport = transport;
        }

        @Override
        public void send(byte[] packet) throws IOException {
            transport.write(Bytes.of(packet));
        }

        @Override
        public void receive(byte[] packet) throws IOException {
            byte[] read = transport
                    .read(PATIENCE)
                    .orElseThrow(() -> new IOException("the key is silent"))
                    .toArray();
            System.arraycopy(read, 0, packet, 0, read.length);
        }

        @Override
        public void close() throws IOException {
            transport.close();
        }
    }
}
