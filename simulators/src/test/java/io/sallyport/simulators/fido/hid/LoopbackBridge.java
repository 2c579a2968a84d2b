// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** Lets one program of another make talk to a device: 64-byte packets over a loopback port, for as long as it stays. */
public final class LoopbackBridge implements AutoCloseable {
    private static final int GLANCE_MILLIS = 5;

    private final CtapHidDevice device;
    private final ServerSocket server;

    public LoopbackBridge(CtapHidDevice device) throws IOException {
        this.device = device;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "loopback-bridge");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(GLANCE_MILLIS);
            socket.setTcpNoDelay(true);
            byte[] packet = new byte[HidPacket.SIZE];
            int have = 0;
            for (int read = 0; read >= 0; have += Math.max(read, 0)) {
                if (have == HidPacket.SIZE) {
                    device.receive(HidPacket.decode(Bytes.of(packet)));
                    have = 0;
                }
                flush(socket);
                read = readSome(socket, packet, have);
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void flush(Socket socket) throws IOException {
        for (Optional<HidPacket> p = device.next(); p.isPresent(); p = device.next()) {
            socket.getOutputStream().write(p.get().encode().toArray());
        }
    }

    private static int readSome(Socket socket, byte[] packet, int have) throws IOException {
        try {
            return socket.getInputStream().read(packet, have, HidPacket.SIZE - have);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
