// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.hardware.ctap.twin.Difference;
import io.sallyport.hardware.ctap.twin.Twins;
import io.sallyport.hardware.hid4java.UsbKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "twin",
        description = "Asks two keys the same and prints where their answers differ, but for what is random.",
        exitCodeList = {"0:they answer alike", "1:they differ, or it was refused", "2:bad usage"})
final class TwinCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(
            names = "--device",
            required = true,
            paramLabel = "DEVICE",
            description = "Twice: as `devices` names them, or ctaphid:127.0.0.1:PORT of simulated ones.")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--allow-serial",
            paramLabel = "SERIAL",
            description = "A real key that may be used for this; again for more. One that is not named is refused.")
    private List<String> allowed = new ArrayList<>();

    @Option(
            names = "--allow-reset",
            description = "Real keys may be reset and given a PIN, and lose what they hold. Plug them in just before."
                    + " Simulated ones always are.")
    private boolean allowReset;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        if (devices.size() != 2) {
            throw new ParameterException(spec.commandLine(), "a twin has one other: give --device twice");
        }
        Twins.Outcome outcome;
        try (UsbKeys usb = new UsbKeys()) {
            AttachedKey first = find(devices.get(0), usb);
            AttachedKey second = find(devices.get(1), usb);
            AllowedKeys mine = new AllowedKeys(allowed);
            mine.require(first);
            mine.require(second);
            boolean changing = allowReset || (first.simulated() && second.simulated());
            try (HidTransport one = first.open();
                    HidTransport other = second.open()) {
                outcome = new Twins(Clock.systemUTC(), changing).compare(one, other, this::touch);
            }
        }
        format.print(spec.commandLine().getOut(), (out, ink) -> print(out, outcome), outcome.differences());
        spec.commandLine()
                .getErr()
                .println(
                        outcome.asked() + " questions, " + outcome.differences().size() + " answered differently");
        return outcome.differences().isEmpty() ? 0 : DIFFERENT;
    }

    private void touch(int key) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("touch the security key " + devices.get(key - 1) + " now: it blinks");
        err.flush();
    }

    private AttachedKey find(String device, UsbKeys usb) {
        if (device.startsWith("ctaphid:")) {
            return KeyOptions.simulated(device, spec);
        }
        return usb.find().stream()
                .filter(key -> key.path().equals(device))
                .findFirst()
                .orElseThrow(() -> new Refused("there is no security key at " + device + ": `devices` lists them"));
    }

    private static void print(PrintWriter out, Twins.Outcome outcome) {
        for (Difference difference : outcome.differences()) {
            out.println(difference.question());
            difference.first().forEach(line -> out.println("  1  " + line));
            difference.second().forEach(line -> out.println("  2  " + line));
        }
    }
}
