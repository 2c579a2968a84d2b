// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A test server's files: its keys, its store, and copies of the store. Copied and deleted while nobody has them open. */
record Data(Path directory) {
    private static final String STORE = "sallyport.db";
    private static final String EVERY = "*";

    static Data inNewDirectory() throws IOException {
        return new Data(Files.createTempDirectory("sallyport-test-"));
    }

    Path keys() {
        return directory.resolve("keys.json");
    }

    Path store() {
        return directory.resolve(STORE);
    }

    Path metadata() {
        return directory.resolve("metadata.jwt");
    }

    /** @return where the copy is */
    Path copy() throws IOException {
        Path kept = Files.createTempDirectory(directory, "kept-");
        copy(directory, kept);
        return kept;
    }

    void giveBack(Path kept) throws IOException {
        delete(directory, STORE + EVERY);
        copy(kept, directory);
    }

    void delete() throws IOException {
        delete(directory, EVERY);
        Files.delete(directory);
    }

    /** SQLite has files beside the one that is named. */
    private static void copy(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, STORE + EVERY)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path directory, String which) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, which)) {
            for (Path file : files) {
                if (Files.isDirectory(file)) {
                    delete(file, EVERY);
                }
                Files.delete(file);
            }
        }
    }
}
