// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.hardware.hid4java.UsbKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which security key a command is about, and its PIN. */
final class KeyOptions {
    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(1);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec command;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description =
                    "Which key, as `devices` names it; ctaphid:127.0.0.1:PORT is a simulated one. Not needed where"
                            + " one is attached.")
    private @Nullable String device;

    @Option(
            names = "--pin-file",
            paramLabel = "F",
            description = "Holds the key's PIN in its first line. Otherwise SALLYPORT_KEY_PIN, or it is asked for.")
    private @Nullable Path pinFile;

    /** What is done with the key while it is open. */
    @FunctionalInterface
    interface Use<T> {
        T of(SecurityKey key) throws IOException, InterruptedException;
    }

    @Nullable Path pinFile() {
        return pinFile;
    }

    <T> T use(Use<T> use) throws IOException, InterruptedException {
        return use(device, use);
    }

    /** @param which other than that of {@code --device} */
    <T> T use(@Nullable String which, Use<T> use) throws IOException, InterruptedException {
        try (UsbKeys usb = new UsbKeys()) {
            AttachedKey attached = choose(which, usb);
            KeyHolder holder = new KeyHolder(command.commandLine().getErr(), pinFile);
            try (SecurityKey key = SecurityKey.open(attached.open(), Clock.systemUTC(), holder)) {
                return interruptible(key, use);
            }
        }
    }

    /** Ctrl-C ends what the key waits for, rather than leave it blinking. */
    private static <T> T interruptible(SecurityKey key, Use<T> use) throws IOException, InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread onExit = new Thread(() -> {
            key.cancel();
            try {
                done.await(LONGEST_CANCEL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            return use.of(key);
        } finally {
            done.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException exiting) {
                // It is what brought us here.
            }
        }
    }

    private AttachedKey choose(@Nullable String which, UsbKeys usb) {
        if (which != null && TcpKey.spells(which)) {
            return simulated(which, command);
        }
        List<AttachedKey> attached = usb.find();
        if (attached.isEmpty()) {
            throw new Refused("no security key is attached: plug one in, or name a simulated one by --device");
        }
        if (which == null && attached.size() > 1) {
            throw new Refused("several security keys are attached: name one by --device, "
                    + String.join(
                            " or ", attached.stream().map(AttachedKey::path).toList()));
        }
        return attached.stream()
                .filter(key -> which == null || key.path().equals(which))
                .findFirst()
                .orElseThrow(() -> new Refused("there is no security key at " + which + ": `devices` lists them"));
    }

    /** @throws ParameterException if it is not spelt so */
    static TcpKey simulated(String device, CommandSpec command) {
        try {
            return TcpKey.parse(device);
        } catch (IllegalArgumentException misspelt) {
            throw new ParameterException(command.commandLine(), String.valueOf(misspelt.getMessage()), misspelt);
        }
    }
}
