// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Bare packets of 64 bytes over a connection, both ways. */
final class TcpTransport implements HidTransport {
    private final Socket socket;
    private final InputStream in;
    private final byte[] packet = new byte[HidPacket.SIZE];
    private int have;

    TcpTransport(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    @Override
    public void write(Bytes bytes) throws IOException {
        socket.getOutputStream().write(bytes.toArray());
    }

    @Override
    public Optional<Bytes> read(Duration timeout) throws IOException {
        if (timeout.isZero() && in.available() == 0) {
            return Optional.empty();
        }
        // Zero would be for ever.
        socket.setSoTimeout(Math.max(1, Math.toIntExact(timeout.toMillis())));
        try {
            while (have < HidPacket.SIZE) {
                int read = in.read(packet, have, HidPacket.SIZE - have);
                if (read < 0) {
                    throw new EOFException("the security key was unplugged");
                }
                have += read;
            }
        } catch (SocketTimeoutException later) {
            return Optional.empty();
        }
        have = 0;
        return Optional.of(Bytes.of(packet));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
