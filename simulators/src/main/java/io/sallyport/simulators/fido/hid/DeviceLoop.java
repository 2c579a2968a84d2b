// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.hardware.ctap.HidPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Moves one device on, from power-up to power-down. */
final class DeviceLoop {
    /** How often it looks while something is awaited that no packet tells of: a touch, the end of somebody's patience. */
    private static final Duration GLANCE = Duration.ofMillis(5);

    private DeviceLoop() {}

    /** @throws IOException when the host is gone */
    static void run(CtapHidDevice device, HostLink link) throws IOException {
        while (true) {
            for (Optional<HidPacket> packet = device.next(); packet.isPresent(); packet = device.next()) {
                link.write(packet.get());
            }
            link.read(device.isIdle() ? Duration.ZERO : GLANCE).ifPresent(device::receive);
        }
    }
}
