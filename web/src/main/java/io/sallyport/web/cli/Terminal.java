// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.Console;
import java.util.Optional;

/** Where somebody sits who runs the command, if somebody does. */
final class Terminal {
    private Terminal() {}

    /** Some versions of Java have a console without a terminal: then it reads nothing, which counts as none. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }

    /** One line; empty where there is nobody to ask. */
    static Optional<String> ask(String prompt) {
        return console().map(console -> console.readLine("%s", prompt));
    }

    /** One line that is not shown while it is typed; whoever takes it overwrites it. */
    static Optional<char[]> askSecretly(String prompt) {
        return console().map(console -> console.readPassword("%s", prompt));
    }
}
