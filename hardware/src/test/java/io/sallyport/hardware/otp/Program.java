// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that is there for the tests ({@code .ci/packages}). */
final class Program {
    private Program() {}

    /** The lines it answers with. */
    static List<String> run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Writer stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input + "\n");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
            return output.lines().toList();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command + ": is it installed?", e);
        }
    }
}
