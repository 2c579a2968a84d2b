// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.demo;

import java.io.PrintWriter;

/** Tells each step in one line, with what it has proven. */
final class Proof {
    private final PrintWriter out;
    private int steps;

    Proof(PrintWriter out) {
        this.out = out;
    }

    /** A step that held; throws first if it did not. */
    void holds(boolean held, String what) {
        steps++;
        if (!held) {
            throw new DemoFailed("step " + steps + " did not hold: " + what);
        }
        out.printf("%2d  %s%n", steps, what);
        out.flush();
    }

    int steps() {
        return steps;
    }
}
