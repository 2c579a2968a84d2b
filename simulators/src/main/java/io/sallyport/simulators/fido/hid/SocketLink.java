// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Packets in a stream: every 64 bytes are one, however they arrive. */
final class SocketLink implements HostLink {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] packet = new byte[HidPacket.SIZE];
    private int have;

    SocketLink(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public Optional<HidPacket> read(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            while (have < HidPacket.SIZE) {
                int read = in.read(packet, have, HidPacket.SIZE - have);
                if (read < 0) {
                    throw new EOFException("the client hung up");
                }
                have += read;
            }
        } catch (SocketTimeoutException notYet) {
            return Optional.empty();
        }
        have = 0;
        return Optional.of(HidPacket.decode(Bytes.of(packet)));
    }

    @Override
    public void write(HidPacket packetToHost) throws IOException {
        out.write(packetToHost.encode().toArray());
    }
}
