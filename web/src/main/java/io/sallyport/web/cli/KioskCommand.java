// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.KeyFinder;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.hardware.hid4java.UsbKeys;
import io.sallyport.simulators.OwnersOnly;
import io.sallyport.web.kiosk.KioskServer;
import io.sallyport.web.kiosk.KioskSite;
import io.sallyport.web.kiosk.PairingCode;
import io.sallyport.web.kiosk.SimulatedKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "kiosk",
        description = "Lets the kiosk page of a server register and prove a security key that is plugged in here, until"
                + " it is told to stop. It has no data and no keys of its own.",
        footer = {
            "%nOnce it runs it prints 'ready' and where it is. Open SERVER/kiosk#kiosk=PORT once in this machine's",
            "browser and type the pairing code there; the browser keeps it."
        })
final class KioskCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(names = "--server", required = true, paramLabel = "URL", description = "The server that has the page.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private URI server;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description = "What browsers reach the server by, where that is not --server.")
    private @Nullable URI origin;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "An address of this machine alone (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8713",
            description = "0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--device",
            paramLabel = "ctaphid:127.0.0.1:PORT",
            description =
                    "For tests: a simulated key, plugged in while it answers there; again for more. Keys on USB do"
                            + " not count then.")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM: whose certificates the server's has to be of, instead of those this system trusts.")
    private @Nullable Path authorities;

    @Option(
            names = "--pairing-file",
            paramLabel = "F",
            description =
                    "Holds the pairing code; made if it is not there. Without it there is a new code each time, on"
                            + " standard error.")
    private @Nullable Path pairingFile;

    private final Termination termination = new Termination();

    @Override
    public Integer call() throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        KioskSite site = site();
        InetSocketAddress address = address();
        List<TcpKey> simulated = devices.stream()
                .map(device -> KeyOptions.simulated(device, spec))
                .toList();
        PairingCode code = pairingFile == null ? PairingCode.generate(random) : kept(pairingFile, random);
        try (UsbKeys usb = new UsbKeys();
                KioskServer kiosk =
                        start(site, address, code, simulated.isEmpty() ? usb : new SimulatedKeys(simulated), random)) {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            termination.await(() -> {
                err.println("open " + site.origin() + "/kiosk#kiosk="
                        + kiosk.uri().getPort() + " in this machine's browser; its pairing code is "
                        + (pairingFile == null ? code.reveal() : "in " + pairingFile));
                err.flush();
                out.println("ready kiosk=" + kiosk.uri());
                out.flush();
            });
        }
        termination.done();
        return 0;
    }

    private KioskSite site() {
        try {
            return KioskSite.of(server, Optional.ofNullable(origin));
        } catch (IllegalArgumentException makesNoSense) {
            throw new ParameterException(spec.commandLine(), String.valueOf(makesNoSense.getMessage()), makesNoSense);
        }
    }

    private InetSocketAddress address() {
        if (!KioskSite.isLoopback(host)) {
            throw new ParameterException(
                    spec.commandLine(), "--host is of this machine alone, such as 127.0.0.1, not " + host);
        }
        if (port < 0 || port > 0xffff) {
            throw new ParameterException(spec.commandLine(), "--port takes a number from 0 to 65535");
        }
        return new InetSocketAddress(host, port);
    }

    private KioskServer start(
            KioskSite site, InetSocketAddress address, PairingCode code, KeyFinder finder, SecureRandom random) {
        try {
            return KioskServer.start(
                    address,
                    site,
                    Optional.ofNullable(authorities),
                    code,
                    finder,
                    Clock.systemUTC(),
                    time -> Thread.sleep(time.toMillis()),
                    random);
        } catch (IllegalArgumentException unusable) {
            throw new Refused(String.valueOf(unusable.getMessage()), unusable);
        } catch (IOException taken) {
            throw new Refused("cannot listen on port " + port + ": " + taken.getMessage(), taken);
        }
    }

    private static PairingCode kept(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                PairingCode code = PairingCode.generate(random);
                Files.createFile(file, OwnersOnly.file(file));
                Files.writeString(file, code.reveal() + System.lineSeparator());
                return code;
            }
            return PairingCode.typed(Files.readString(file));
        } catch (IOException unusable) {
            throw new Refused("cannot use the file of --pairing-file: " + unusable, unusable);
        } catch (IllegalArgumentException none) {
            throw new Refused("the file of --pairing-file holds no pairing code: delete it for a new one", none);
        }
    }
}
