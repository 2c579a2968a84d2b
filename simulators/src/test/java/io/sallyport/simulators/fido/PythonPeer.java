// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Scripts among the test's resources, run by Debian's Python with the libraries of security keys that it has. */
final class PythonPeer {
    private static final String PYTHON = "/usr/bin/python3";

    private final Path directory;

    /**
     * @param directory where to put them
     * @param scripts their names below this package; the last part of each is its name there
     */
    PythonPeer(Path directory, List<String> scripts) throws IOException {
        this.directory = directory;
        for (String script : scripts) {
            try (InputStream in = Objects.requireNonNull(PythonPeer.class.getResourceAsStream(script), script)) {
                Path name = Objects.requireNonNull(Path.of(script).getFileName());
                Files.copy(in, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Everything it says, its complaint included. */
    String run(String script, int port, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, script, Integer.toString(port)));
        command.addAll(List.of(more));
        Process python = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = python.waitFor();
        if (status != 0) {
            throw new AssertionError(script + " ended with status " + status + ": " + said);
        }
        return said;
    }
}
