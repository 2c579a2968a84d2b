// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One client's connection, kept alive as long as the server does. As little HTTP as will do, since it shares the processors. */
final class Connection implements AutoCloseable {
    private static final String LENGTH = "\r\ncontent-length:";

    private final int port;
    private byte[] buffer = new byte[64 * 1024];
    private int filled;
    private @Nullable Socket socket;

    Connection(int port) {
        this.port = port;
    }

    /** Sends a request and returns the whole answer, head and body, each byte a character. */
    String exchange(byte[] request) throws IOException {
        Socket open = socket == null ? open() : socket;
        open.getOutputStream().write(request);
        InputStream in = open.getInputStream();
        filled = 0;
        int head = -1;
        while (head < 0) {
            read(in);
            head = headEnd();
        }
        String headers = new String(buffer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int end = head + 4 + length(headers);
        while (filled < end) {
            read(in);
        }
        if (headers.startsWith("http/1.0") || headers.contains("\r\nconnection: close")) {
            close();
        }
        return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(30_000);
        socket = opened;
        return opened;
    }

    private void read(InputStream in) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("the server closed the connection within an answer");
        }
        filled += read;
    }

    private int headEnd() {
        for (int i = 0; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int length(String headers) throws IOException {
        int at = headers.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without a length: " + headers);
        }
        int end = headers.indexOf('\r', at + LENGTH.length());
        return Integer.parseInt(headers.substring(at + LENGTH.length(), end < 0 ? headers.length() : end)
                .strip());
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
