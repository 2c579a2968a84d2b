// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.hardware.ctap.HidPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The device's end of whatever it is attached to. */
interface HostLink {
    /**
     * The next packet from the host.
     *
     * @param timeout how long to wait for one; zero is as long as it takes
     * @return empty when none came in time
     * @throws java.io.EOFException if the host is gone
     */
    Optional<HidPacket> read(Duration timeout) throws IOException;

    void write(HidPacket packet) throws IOException;
}
