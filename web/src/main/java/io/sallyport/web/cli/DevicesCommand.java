// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.KeyInfo;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.hid4java.UsbKeys;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "devices",
        description = "Lists the security keys that are attached, and what each is or why it cannot be used.")
final class DevicesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "A simulated one too, ctaphid:127.0.0.1:PORT; again for more. It is plugged in for that.")
    private List<String> simulated = new ArrayList<>();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        try (UsbKeys usb = new UsbKeys()) {
            List<AttachedKey> keys = new ArrayList<>(usb.find());
            simulated.forEach(device -> keys.add(KeyOptions.simulated(device, spec)));
            for (AttachedKey key : keys) {
                lines.add(line(key));
            }
        }
        if (lines.isEmpty()) {
            spec.commandLine().getErr().println("no security key is attached");
        }
        format.print(spec.commandLine().getOut(), lines);
        return 0;
    }

    private static Map<String, String> line(AttachedKey attached) throws IOException {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("Device", attached.path());
        line.put("Product", attached.product());
        attached.serial().ifPresent(serial -> line.put("Serial", serial));
        try (SecurityKey key = SecurityKey.open(attached.open(), Clock.systemUTC(), Interaction.none())) {
            KeyInfo info = key.info();
            if (attached.serial().isEmpty()) {
                key.vendorSerial().ifPresent(serial -> line.put("Serial", serial));
            }
            info.model().ifPresent(model -> line.put("Model", model));
            info.aaguid().ifPresent(aaguid -> line.put("Aaguid", aaguid.toUuid().toString()));
            line.put("Firmware", info.firmware());
            line.put("Versions", String.join(" ", info.versions()));
        } catch (DeviceException unusable) {
            line.put("Problem", String.valueOf(unusable.getMessage()));
        }
        return line;
    }
}
