// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A simulated key behind a TCP port of this computer, written {@code ctaphid:127.0.0.1:PORT}. Opening it plugs it in. */
public record TcpKey(InetSocketAddress address) implements AttachedKey {
    private static final Pattern SPELLING = Pattern.compile("ctaphid:(.+):([0-9]{1,5})");
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final int LAST_PORT = 0xffff;

    /** Whether a device is named the way this class spells it. */
    public static boolean spells(String device) {
        return device.startsWith("ctaphid:");
    }

    /** @throws IllegalArgumentException saying how it is spelt */
    public static TcpKey parse(String device) {
        Matcher parts = SPELLING.matcher(device);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
            throw new IllegalArgumentException(
                    "a simulated key is ctaphid:127.0.0.1:PORT, as `simulate yubikey` prints it, not '" + device + "'");
        }
        InetSocketAddress address = new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
        InetAddress host = address.getAddress();
        // What is signed and typed goes over it in the clear.
        if (host == null || !host.isLoopbackAddress()) {
            throw new IllegalArgumentException("a simulated key is reached on this computer only: ctaphid:127.0.0.1:"
                    + parts.group(2) + ", not '" + device + "'");
        }
        return new TcpKey(address);
    }

    @Override
    public String path() {
        return "ctaphid:" + address.getHostString() + ":" + address.getPort();
    }

    @Override
    public String product() {
        return "simulated key";
    }

    @Override
    public Optional<String> serial() {
        return Optional.empty();
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public HidTransport open() {
        try {
            Socket socket = new Socket();
            try {
                socket.connect(address, Math.toIntExact(LONGEST_CONNECT.toMillis()));
                return new TcpTransport(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DeviceException.Unreachable(
                    "no simulated key answers at " + path() + ": start one with `simulate yubikey`", e);
        }
    }
}
