// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The person at the key, as far as an operation needs one. Called by the thread that called the operation. */
public interface Interaction {
    /** Each event is told once in an operation; {@link KeyEvent#TOUCH} each time the key begins to blink. */
    default void on(KeyEvent event) {}

    /**
     * The key's PIN is wanted.
     *
     * @param triesLeft before the key locks itself
     * @return is overwritten after use; empty if there is nobody who knows it, and the operation fails
     */
    default Optional<char[]> pin(int triesLeft) {
        return Optional.empty();
    }

    /**
     * The key holds several accounts for a site.
     *
     * @return which of them, from 0; empty if there is nobody to say, and the operation fails
     */
    default OptionalInt choose(List<String> accounts) {
        return OptionalInt.empty();
    }

    /** Nobody: what needs a PIN or a choice fails. */
    static Interaction none() {
        return new Interaction() {};
    }
}
