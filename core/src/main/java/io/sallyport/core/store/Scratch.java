// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A directory for what is not finished, beside where it will be and readable by its owner only; gone when it is closed. */
record Scratch(Path directory) implements AutoCloseable {
    static Scratch in(Path parent) throws IOException {
        return new Scratch(Files.createTempDirectory(
                parent,
                ".sallyport-unfinished-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** In the same directory as a file that is to be. */
    static Scratch beside(Path file) throws IOException {
        return in(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /**
     * Gives a finished file its name, which nothing may have yet.
     *
     * @throws FileAlreadyExistsException if something has
     */
    void publish(Path finished, Path name) throws IOException {
        Files.setPosixFilePermissions(finished, PosixFilePermissions.fromString("rw-------"));
        Disk.flush(finished);
        try {
            // Unlike a rename, a second link never takes another file's place.
            Files.createLink(name, finished);
        } catch (UnsupportedOperationException noLinks) {
            Files.move(finished, name);
        }
        Disk.flush(name.getParent());
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
