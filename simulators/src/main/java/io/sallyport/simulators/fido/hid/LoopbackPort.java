// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A device behind a TCP port of 127.0.0.1: bare packets of 64 bytes both ways, for one client at a time; the next one
 * waits. Each connection plugs the device in, and its end pulls it out.
 */
public final class LoopbackPort implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final PowerUp powerUp;
    private final ServerSocket server;
    private final Thread thread;
    private volatile @Nullable Socket client;

    private LoopbackPort(PowerUp powerUp, ServerSocket server) {
        this.powerUp = powerUp;
        this.server = server;
        this.thread = new Thread(this::serve, "ctaphid-" + server.getLocalPort());
    }

    /**
     * Starts to listen.
     *
     * @param powerUp for each client anew
     * @param port 0 for a free one
     * @throws IOException if the port cannot be listened on
     */
    public static LoopbackPort open(PowerUp powerUp, int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(loopback, port), BACKLOG);
        LoopbackPort opened = new LoopbackPort(powerUp, server);
        opened.thread.setDaemon(true);
        opened.thread.start();
        return opened;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        // Closed too when the device fails: a client had better find no port than one where nobody answers.
        try (server) {
            while (!server.isClosed()) {
                serveOne();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveOne() {
        try (Socket socket = server.accept()) {
            client = socket;
            DeviceLoop.run(powerUp, new SocketLink(socket));
        } catch (IOException gone) {
            // The client is, or the port is being closed.
        } finally {
            client = null;
        }
    }

    /** Pulls the device out of the present client's computer, if there is one. */
    public void disconnect() throws IOException {
        Socket current = client;
        if (current != null) {
            current.close();
        }
    }

    /** Nobody is served any more when it returns. */
    @Override
    public void close() throws IOException {
        server.close();
        disconnect();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
