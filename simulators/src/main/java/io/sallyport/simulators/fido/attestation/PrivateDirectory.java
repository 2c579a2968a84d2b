// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.simulators.OwnersOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Supplier;

/** A directory that only its owner may read: one PEM file for each key, which several processes make once. */
final class PrivateDirectory implements Safe {
    /** A lock on a file keeps other processes out, and throws at other threads of the same. */
    private static final Object THREADS = new Object();

    private final Path directory;

    PrivateDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public byte[] orMake(String name, Supplier<byte[]> maker) {
        Path file = directory.resolve(name + ".pem");
        try {
            synchronized (THREADS) {
                if (!Files.exists(file)) {
                    make(file, maker);
                }
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the attestation authority in " + directory, e);
        }
    }

    /** The lock is a file of its own, so that the others are complete as soon as they are there. */
    private void make(Path file, Supplier<byte[]> maker) throws IOException {
        Files.createDirectories(directory, OwnersOnly.directory(directory));
        Path lock = directory.resolve("lock");
        try (FileChannel channel = FileChannel.open(
                        lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnersOnly.file(directory));
                var held = channel.lock()) {
            if (!Files.exists(file)) {
                Path temporary = Files.createTempFile(directory, "new", ".tmp", OwnersOnly.file(directory));
                Files.write(temporary, maker.get(), StandardOpenOption.SYNC);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
