// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code openssl}, in a directory of its own. */
record OpenSsl(Path directory) {
    void run(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments));
            Path log = directory.resolve("log");
            int status = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String file) {
        try {
            return Files.readString(directory.resolve(file), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A certificate for ten years in {@code NAME.crt}, for the key in {@code NAME.key}. */
    OpenSsl selfSigned(String name) {
        run(
                "req",
                "-x509",
                "-new",
                "-key",
                name + ".key",
                "-subj",
                "/CN=" + name,
                "-days",
                "3650",
                "-out",
                name + ".crt");
        return this;
    }
}
