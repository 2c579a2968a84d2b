// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import java.io.IOException;

/**
 * One question of the script.
 *
 * @param name for people
 * @param changesKey whether it leaves something on the key, or may
 */
record Step(String name, boolean changesKey, Question question) {
    /** Asked of one key; the shape of its answer. */
    @FunctionalInterface
    interface Question {
        String of(Asked key) throws IOException;
    }

    static Step harmless(String name, Question question) {
        return new Step(name, false, question);
    }

    static Step changing(String name, Question question) {
        return new Step(name, true, question);
    }
}
