// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A test server's files: its keys, its store, and a copy of the store. Copied and deleted while nobody has them open. */
record Data(Path directory) {
    private static final String STORE = "sallyport.db";
    private static final String KEPT = "kept-";

    static Data inNewDirectory() throws IOException {
        return new Data(Files.createTempDirectory("sallyport-test-"));
    }

    Path keys() {
        return directory.resolve("keys.json");
    }

    Path store() {
        return directory.resolve(STORE);
    }

    void keep() throws IOException {
        delete(KEPT + "*");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, STORE + "*")) {
            for (Path file : files) {
                Files.copy(file, directory.resolve(KEPT + file.getFileName()));
            }
        }
    }

    void giveBack() throws IOException {
        delete(STORE + "*");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, KEPT + "*")) {
            for (Path file : files) {
                Files.copy(file, directory.resolve(file.getFileName().toString().substring(KEPT.length())));
            }
        }
    }

    void delete() throws IOException {
        delete("*");
        Files.delete(directory);
    }

    private void delete(String which) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, which)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
