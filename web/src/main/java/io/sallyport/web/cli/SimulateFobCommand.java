// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "fob",
        description = "A key fob with a serial number and a clock that drifts: prints the code it shows.")
final class SimulateFobCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(names = "--seeds", required = true, paramLabel = "FILE", description = "The seed file it is in (OATH CSV).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path seeds;

    @Mixin
    private final SeedFiles seedFile = new SeedFiles();

    @Option(names = "--serial", required = true, paramLabel = "S", description = "The serial number on its back.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String serial;

    @Option(names = "--drift-ppm", paramLabel = "X", description = "How fast its clock runs off, in millionths.")
    private double driftPpm;

    @Option(names = "--since", paramLabel = "INSTANT", description = "Since when it has been drifting.")
    private @Nullable Instant since;

    @Option(names = "--at", paramLabel = "INSTANT", description = "The true time; now if not given.")
    private @Nullable Instant at;

    @Option(
            names = "--press",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often its button is pressed; the last code is printed (default: ${DEFAULT-VALUE}).")
    private int presses;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        if (presses < 1) {
            throw new ParameterException(spec.commandLine(), "--press takes a number from 1 on");
        }
        if ((driftPpm != 0) != (since != null)) {
            throw new ParameterException(spec.commandLine(), "--drift-ppm and --since go together");
        }
        TokenSeed token = seedFile.read(seeds).stream()
                .filter(seed -> seed.serial().equals(serial))
                .findFirst()
                .orElseThrow(() -> new Refused("no fob " + serial + " in " + seeds));
        Fob fob = fob(token);
        String code = fob.press();
        for (int i = 1; i < presses; i++) {
            code = fob.press();
        }
        format.print(spec.commandLine().getOut(), Map.of("Serial", serial, "Code", code), "Code");
        return 0;
    }

    private Fob fob(TokenSeed token) {
        InstantSource clock = at == null ? Clock.systemUTC() : InstantSource.fixed(at);
        try {
            return since == null ? Fob.of(token, clock) : Fob.drifting(token, clock, driftPpm, since);
        } catch (IllegalArgumentException makesNoSense) {
            throw new Refused(String.valueOf(makesNoSense.getMessage()), makesNoSense);
        }
    }
}
