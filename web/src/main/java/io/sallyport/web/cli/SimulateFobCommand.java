// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Battery;
import io.sallyport.simulators.otp.DeadBatteryException;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.simulators.otp.FobBuilder;
import io.sallyport.simulators.otp.Temperature;
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

    @Option(
            names = "--seeds",
            required = true,
            paramLabel = "FILE",
            description = "The seed file it is in, of any format that is read.")
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

    @Option(
            names = "--celsius",
            paramLabel = "T",
            description = "How warm it has been there; 25, at which its quartz was adjusted, if not given.")
    private @Nullable Double celsius;

    @Option(
            names = "--place",
            paramLabel = "NUMBER",
            description = "Draws a place with seasons, days and weather instead of --celsius.")
    private @Nullable Long place;

    @Option(names = "--battery-until", paramLabel = "INSTANT", description = "When its battery is empty.")
    private @Nullable Instant batteryUntil;

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
        if (driftPpm != 0 && since == null) {
            throw new ParameterException(spec.commandLine(), "--drift-ppm wants --since");
        }
        if (since == null && (celsius != null || place != null)) {
            throw new ParameterException(spec.commandLine(), "--celsius and --place want --since");
        }
        if (celsius != null && place != null) {
            throw new ParameterException(spec.commandLine(), "--celsius and --place do not go together");
        }
        TokenSeed token = seedFile.read(seeds).stream()
                .filter(seed -> seed.serial().equals(serial))
                .findFirst()
                .orElseThrow(() -> new Refused("no fob " + serial + " in " + seeds));
        try {
            Fob fob = fob(token);
            String code = fob.press();
            for (int i = 1; i < presses; i++) {
                code = fob.press();
            }
            format.print(spec.commandLine().getOut(), Map.of("Serial", serial, "Code", code), "Code");
        } catch (IllegalArgumentException | DeadBatteryException refused) {
            throw new Refused(String.valueOf(refused.getMessage()), refused);
        }
        return 0;
    }

    private Fob fob(TokenSeed token) {
        InstantSource clock = at == null ? Clock.systemUTC() : InstantSource.fixed(at);
        FobBuilder fob = Fob.builder(token, clock);
        if (since != null) {
            fob.quartz(driftPpm, since, temperature());
        }
        if (batteryUntil != null) {
            fob.battery(Battery.until(batteryUntil));
        }
        return fob.build();
    }

    private Temperature temperature() {
        if (place != null) {
            return Temperature.lifelike(place);
        }
        return Temperature.constant(celsius == null ? 25 : celsius);
    }
}
