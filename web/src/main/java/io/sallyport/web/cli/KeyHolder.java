// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.KeyEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Whoever runs the command and has the key before her: standard error and her terminal. */
final class KeyHolder implements Interaction {
    static final SecretInput PIN = new SecretInput("PIN of the security key", "--pin-file", "SALLYPORT_KEY_PIN");

    private final PrintWriter err;
    private final @Nullable Path pinFile;

    KeyHolder(PrintWriter err, @Nullable Path pinFile) {
        this.err = err;
        this.pinFile = pinFile;
    }

    @Override
    public void on(KeyEvent event) {
        if (event == KeyEvent.TOUCH) {
            err.println("touch the security key now: it blinks");
            err.flush();
        }
    }

    @Override
    public Optional<char[]> pin(int triesLeft) {
        if (triesLeft <= 3) {
            err.println("after " + triesLeft + " wrong PINs the key locks itself for good");
            err.flush();
        }
        return Optional.of(PIN.read(pinFile));
    }

    @Override
    public OptionalInt choose(List<String> accounts) {
        for (int i = 0; i < accounts.size(); i++) {
            err.println(i + 1 + "  " + accounts.get(i));
        }
        err.flush();
        return Terminal.ask("which account, 1 to " + accounts.size() + ": ")
                .map(String::strip)
                .filter(typed -> typed.matches("[1-9][0-9]{0,4}"))
                .map(typed -> OptionalInt.of(Integer.parseInt(typed) - 1))
                .filter(chosen -> chosen.getAsInt() < accounts.size())
                .orElseGet(OptionalInt::empty);
    }
}
