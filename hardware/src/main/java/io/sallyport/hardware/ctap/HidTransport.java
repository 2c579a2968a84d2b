// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Port: whatever carries CTAPHID packets to and from one device: a HID driver, a simulator in the same process, a socket.
 * Used by one thread at a time.
 */
public interface HidTransport extends Closeable {
    /**
     * Sends one packet.
     *
     * @param packet {@link HidPacket#SIZE} bytes, without a report id
     * @throws IOException if the device is gone
     */
    void write(Bytes packet) throws IOException;

    /**
     * The next packet from the device.
     *
     * @param timeout how long to wait for one at most
     * @return {@link HidPacket#SIZE} bytes; empty when none came in time
     * @throws IOException if the device is gone
     */
    Optional<Bytes> read(Duration timeout) throws IOException;
}
