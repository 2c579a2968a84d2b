// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.hardware.ctap.HidTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Packets to and from an open device. */
final class UsbTransport implements HidTransport {
    /** So that another key, or a close, does not wait long for the one thread. */
    private static final int LONGEST_READ_MILLIS = 100;

    private final HidNode node;
    private final NativeThread thread;

    UsbTransport(HidNode node, NativeThread thread) {
        this.node = node;
        this.thread = thread;
    }

    /** Some systems count the report id that the library puts in front, others do not. */
    @Override
    public void write(Bytes packet) throws IOException {
        int written = thread.call(() -> node.write(packet.toArray()));
        if (written < HidPacket.SIZE) {
            throw unplugged();
        }
    }

    @Override
    public Optional<Bytes> read(Duration timeout) throws IOException {
        byte[] packet = new byte[HidPacket.SIZE];
        long left = timeout.toMillis();
        do {
            int wait = Math.toIntExact(Math.min(left, LONGEST_READ_MILLIS));
            int read = thread.call(() -> node.read(packet, wait));
            if (read < 0) {
                throw unplugged();
            }
            if (read > 0) {
                return Optional.of(Bytes.of(Arrays.copyOf(packet, HidPacket.SIZE)));
            }
            left -= wait;
        } while (left > 0);
        return Optional.empty();
    }

    private static IOException unplugged() {
        return new IOException("the security key was unplugged");
    }

    @Override
    public void close() throws IOException {
        thread.call(() -> {
            node.close();
            return true;
        });
    }
}
