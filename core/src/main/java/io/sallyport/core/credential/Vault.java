// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

/**
 * Port: authenticated encryption of what must be read back. A sealed text opens only under the very {@code context} it
 * was sealed with, so that one cannot be moved to another row. Thread-safe.
 */
public interface Vault {
    /** A fresh sealed text each time, bound to {@code context}. */
    byte[] seal(byte[] secret, String context);

    /** @throws SealBroken if it was not sealed by this vault under this context */
    byte[] open(byte[] sealed, String context);

    /** Which key a sealed text names, which says nothing yet of whether it opens. */
    SealedBy sealedBy(byte[] sealed);

    /** Whose a sealed text is, while keys are rotated. */
    enum SealedBy {
        THE_SEALING_KEY,
        ANOTHER_KEY,
        NO_KEY_OF_OURS
    }

    /** The sealed text was altered, moved or made with another key set. */
    final class SealBroken extends RuntimeException {
        public SealBroken(Throwable cause) {
            super("a sealed value does not open: it was altered, moved, or sealed with another key set", cause);
        }
    }
}
