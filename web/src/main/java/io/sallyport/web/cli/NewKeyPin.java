// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --new-pin-file}: the PIN that a key is to have. */
final class NewKeyPin {
    private static final SecretInput NEW = new SecretInput("new PIN", "--new-pin-file", "SALLYPORT_KEY_NEW_PIN");

    @Option(
            names = "--new-pin-file",
            paramLabel = "F",
            description = "Holds the new PIN in its first line. Otherwise SALLYPORT_KEY_NEW_PIN, or it is asked for.")
    private @Nullable Path file;

    /** What is done with it while it is there. */
    @FunctionalInterface
    interface Use {
        void with(char[] pin);
    }

    /** Overwrites it afterwards. */
    void use(Use use) {
        char[] pin = NEW.readNew(file);
        try {
            use.with(pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }
}
