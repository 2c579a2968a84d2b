// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.web.kiosk.KioskServer;
import io.sallyport.web.kiosk.KioskSite;
import io.sallyport.web.kiosk.PairingCode;
import io.sallyport.web.kiosk.SimulatedKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key reader with two ports into which simulated keys can be plugged, as {@code sallyport kiosk} has it. */
public final class OneReader implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PairingCode code = PairingCode.generate(RANDOM);
    private final List<Integer> ports = List.of(free(), free());
    private final List<LoopbackPort> plugged = new ArrayList<>();
    private final KioskServer server;

    public OneReader(URI site) throws IOException {
        this(site, Optional.empty());
    }

    public OneReader(URI site, Optional<Path> authorities) throws IOException {
        server = KioskServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                KioskSite.of(site, Optional.empty()),
                authorities,
                code,
                new SimulatedKeys(ports.stream()
                        .map(port -> TcpKey.parse("ctaphid:127.0.0.1:" + port))
                        .toList()),
                Clock.systemUTC(),
                time -> Thread.sleep(time.toMillis()),
                RANDOM);
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    public URI uri() {
        return server.uri();
    }

    public String code() {
        return code.reveal();
    }

    public SimulatedSecurityKey key(KeyProfile profile, Presence touch) {
        return SimulatedSecurityKey.builder(new Environment(Clock.systemUTC(), RANDOM, touch, Storage.inMemory()))
                .profile(profile)
                .build();
    }

    public SimulatedSecurityKey key() {
        return key(Products.YUBIKEY_5_4, Presence.eager());
    }

    public LoopbackPort plugIn(SimulatedSecurityKey key) throws IOException {
        LoopbackPort port = key.attachTcp(ports.get(plugged.size() % ports.size()));
        plugged.add(port);
        return port;
    }

    /** Where the last one was. */
    public LoopbackPort plugInAgain(SimulatedSecurityKey key) throws IOException {
        LoopbackPort port = key.attachTcp(ports.get((plugged.size() - 1) % ports.size()));
        plugged.add(port);
        return port;
    }

    @Override
    public void close() throws IOException {
        for (LoopbackPort port : plugged) {
            port.close();
        }
        server.close();
    }
}
