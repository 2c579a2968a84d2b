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

/** Packets in a stream: every 64 bytes are one, however they arrive. */
final class SocketLink implements HostLink {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    SocketLink(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public HidPacket read() throws IOException {
        byte[] packet = in.readNBytes(HidPacket.SIZE);
        if (packet.length < HidPacket.SIZE) {
            throw new EOFException("the client hung up");
        }
        return HidPacket.decode(Bytes.of(packet));
    }

    @Override
    public void write(Bytes report) throws IOException {
        out.write(report.toArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
