// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import java.io.Closeable;
import java.io.IOException;

/** The device's end of whatever it is attached to. One thread reads, another one writes. */
interface HostLink extends Closeable {
    /**
     * The next packet from the host, however long it takes.
     *
     * @throws IOException if the host is gone, or the link closed
     */
    HidPacket read() throws IOException;

    /** @param report a packet as it goes over the bus */
    void write(Bytes report) throws IOException;
}
