// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.FileStorage;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.SimulatedSecurityKeyBuilder;
import io.sallyport.simulators.fido.attestation.AttestationStyle;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.simulators.fido.hid.UhidDevice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "yubikey",
        description = "A security key that other programs talk to as to a real one, until it is told to stop.",
        footer = {
            "%nOnce it runs it prints 'ready' and where it is attached. What else its --state holds is its own; a",
            "state remembers which product and which serial number it is of."
        })
final class SimulateYubikeyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(
            names = "--serial",
            paramLabel = "N",
            description = "The number on its back; that of its state or another one if not given.")
    private @Nullable Long serial;

    @Option(
            names = "--firmware",
            paramLabel = "VERSION|PRODUCT",
            description =
                    "A YubiKey of this firmware, or a product such as security-key-nfc-5.7.1;" + " 5.4.3 if not given.")
    private @Nullable String firmware;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Where it keeps what it remembers; nowhere if not given.")
    private @Nullable Path state;

    @Mixin
    private final SimulatedAuthority authority = new SimulatedAuthority();

    @Option(
            names = "--attestation",
            paramLabel = "KIND",
            defaultValue = "PACKED",
            description = "How it vouches for new credentials: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private AttestationStyle attestation;

    @Option(
            names = "--enterprise",
            paramLabel = "RPID",
            description = "It was ordered by whoever is behind this relying party, which may ask it for enterprise"
                    + " attestation; again for more.")
    private List<String> enterprises = new ArrayList<>();

    @Option(
            names = "--touch",
            paramLabel = "auto|never|MILLIS",
            defaultValue = "auto",
            converter = SimulatedTouch.class,
            description = "When somebody touches it: at once, never, or so long after it has begun to blink"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Presence touch;

    @Option(names = "--fault", paramLabel = "NAME", description = "What goes wrong with it; again for more.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--ctaphid-port",
            paramLabel = "N",
            description = "Where on 127.0.0.1 it takes CTAPHID packets of 64 bytes; 0 picks a free port, which is also"
                    + " what happens if it is not told to be attached anywhere.")
    private @Nullable Integer ctaphidPort;

    @Option(names = "--uhid", description = "Linux takes it for a key on its USB, through /dev/uhid.")
    private boolean uhid;

    private final Termination termination = new Termination();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (state == null) {
            run(Storage.inMemory());
        } else {
            try (FileStorage storage = open(state)) {
                run(storage);
            }
        }
        termination.done();
        return 0;
    }

    private static FileStorage open(Path file) {
        try {
            return FileStorage.open(file);
        } catch (IOException unusable) {
            throw new Refused("cannot use " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    private void run(Storage storage) throws IOException, InterruptedException {
        SimulatedSecurityKey key = key(storage);
        StringBuilder ready = new StringBuilder("ready");
        try (LoopbackPort port = uhid && ctaphidPort == null ? null : tcp(key);
                UhidDevice device = uhid ? uhid(key) : null) {
            if (port != null) {
                ready.append(" ctaphid=127.0.0.1:").append(port.port());
            }
            if (device != null) {
                ready.append(" uhid=").append(device.node());
            }
            PrintWriter out = spec.commandLine().getOut();
            termination.await(() -> {
                out.println(ready);
                out.flush();
            });
        }
    }

    private LoopbackPort tcp(SimulatedSecurityKey key) {
        int number = ctaphidPort == null ? 0 : ctaphidPort;
        if (number < 0 || number > 0xffff) {
            throw new ParameterException(spec.commandLine(), "--ctaphid-port takes a number from 0 to 65535");
        }
        try {
            return key.attachTcp(number);
        } catch (IOException taken) {
            throw new Refused("cannot listen on port " + number + ": " + taken.getMessage(), taken);
        }
    }

    private static UhidDevice uhid(SimulatedSecurityKey key) {
        try {
            return key.attachUhid();
        } catch (IOException impossible) {
            throw new Refused("cannot be a key on the USB: " + impossible.getMessage(), impossible);
        }
    }

    private SimulatedSecurityKey key(Storage storage) {
        SimulatedSecurityKeyBuilder builder =
                SimulatedSecurityKey.builder(new Environment(Clock.systemUTC(), new SecureRandom(), touch, storage));
        if (serial != null) {
            builder.serial(number(serial));
        }
        if (firmware != null) {
            builder.profile(profile(firmware));
        }
        authority.open().ifPresent(builder::authority);
        builder.attestation(attestation).enterprise(enterprises.toArray(String[]::new));
        List<Fault> wrong = faults.stream().map(this::fault).toList();
        SimulatedSecurityKey key = build(builder);
        wrong.forEach(key::inject);
        return key;
    }

    private SimulatedSecurityKey build(SimulatedSecurityKeyBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException another) {
            throw new Refused("cannot use " + state + ": " + another.getMessage(), another);
        }
    }

    private int number(long given) {
        if (given < 1 || given > 0xffff_ffffL) {
            throw new ParameterException(spec.commandLine(), "--serial takes a number from 1 to 4294967295");
        }
        return (int) given;
    }

    private KeyProfile profile(String given) {
        return KeyProfile.byFirmware(given)
                .or(() -> KeyProfile.byName(given))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--firmware does not know " + given + "; there are "
                                + Products.ALL.stream().map(KeyProfile::id).collect(Collectors.joining(", "))));
    }

    private Fault fault(String given) {
        return Fault.labelled(given)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--fault does not know " + given + "; there are "
                                + Stream.of(Fault.values()).map(Fault::label).collect(Collectors.joining(", "))));
    }
}
