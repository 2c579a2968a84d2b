// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "change", description = "Changes the PIN; --pin-file holds the present one.")
final class KeyPinChangeCommand implements Callable<Integer> {
    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Option(
            names = "--new-pin-file",
            paramLabel = "F",
            description = "Holds the new PIN in its first line. Otherwise SALLYPORT_KEY_NEW_PIN, or it is asked for.")
    private @Nullable Path newPinFile;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return key.use(open -> {
            char[] present = KeyHolder.PIN.read(key.pinFile());
            char[] wanted = KeyPinCommand.NEW.readNew(newPinFile);
            try {
                open.pin().change(present, wanted);
            } finally {
                Arrays.fill(present, '\0');
                Arrays.fill(wanted, '\0');
            }
            return 0;
        });
    }
}
