// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        description = "Deletes the key's credentials, PIN and settings. Run it within 10 seconds after the key was"
                + " plugged in, and touch it when it blinks.")
final class KeyResetCommand implements Callable<Integer> {
    /** CTAP2_ERR_NOT_ALLOWED (CTAP 2.1 §8.2). */
    private static final int NOT_ALLOWED = 0x30;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Option(names = "--yes", description = "Do not ask whether that is meant.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        confirm();
        try {
            key.use(open -> {
                open.reset();
                return true;
            });
        } catch (DeviceException.CtapRefused refused) {
            if (refused.status() == NOT_ALLOWED) {
                throw new Refused(
                        "a key is reset only within 10 seconds after it was plugged in: unplug it, plug it in again, and"
                                + " run this at once",
                        refused);
            }
            throw refused;
        }
        spec.commandLine().getErr().println("the key is as new: it holds no credentials and no PIN");
        return 0;
    }

    private void confirm() {
        if (yes) {
            return;
        }
        String typed = Terminal.ask(
                        "This deletes every credential on the key, and with it the ways in that it opens. Type reset: ")
                .orElseThrow(() -> new Refused("there is no terminal to ask at whether that is meant: give --yes"));
        if (!typed.strip().equals("reset")) {
            throw new Refused("nothing was changed");
        }
    }
}
