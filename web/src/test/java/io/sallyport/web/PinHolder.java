// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.KeyEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whoever holds a key, knows its PIN and chooses among the passkeys on it. */
public final class PinHolder implements Interaction {
    public static final String PIN = "271828";

    private int choice;

    public void choose(int which) {
        choice = which;
    }

    @Override
    public void on(KeyEvent event) {
        // Nobody is told.
    }

    @Override
    public Optional<char[]> pin(int triesLeft) {
        return Optional.of(PIN.toCharArray());
    }

    @Override
    public OptionalInt choose(List<String> accounts) {
        return OptionalInt.of(choice);
    }
}
