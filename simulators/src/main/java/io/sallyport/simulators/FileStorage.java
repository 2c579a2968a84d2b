// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Memory in a file that only its owner may read. Every write puts a whole new file in the place of the old one, and is on
 * the disk when it returns: whatever happens to the process, the file holds all that was written before. One device at a
 * time has it; the lock is a file of its own beside it, which stays. Thread-safe.
 */
public final class FileStorage implements Storage, AutoCloseable {
    private final Path file;
    private final Path directory;
    private final FileChannel lock;
    private SortedMap<String, byte[]> records;

    private FileStorage(Path file, Path directory, FileChannel lock, SortedMap<String, byte[]> records) {
        this.file = file;
        this.directory = directory;
        this.lock = lock;
        this.records = records;
    }

    /**
     * Opens a device's memory. A file that is missing is an empty one, and made by the first write.
     *
     * @throws IOException in words for whoever named the file
     */
    public static FileStorage open(Path named) throws IOException {
        Path file = named.toAbsolutePath();
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException("there is no directory for " + named + ": make it first");
        }
        FileChannel lock = lock(beside(file, ".lock"), named);
        try {
            return new FileStorage(file, parent, lock, load(file));
        } catch (IOException | RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private static FileChannel lock(Path path, Path named) throws IOException {
        FileChannel channel = create(path, StandardOpenOption.CREATE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException bySameProcess) {
            // Said below.
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new IOException(named + " is the memory of a device that is running: stop it first");
        }
        return channel;
    }

    private static SortedMap<String, byte[]> load(Path file) throws IOException {
        try {
            return StateText.decode(file, Files.readAllBytes(file));
        } catch (NoSuchFileException fresh) {
            return new TreeMap<>();
        }
    }

    @Override
    public synchronized Optional<byte[]> read(String name) {
        return Optional.ofNullable(records.get(name)).map(byte[]::clone);
    }

    @Override
    public synchronized void write(String name, byte[] content) {
        SortedMap<String, byte[]> changed = new TreeMap<>(records);
        changed.put(name, content.clone());
        keep(changed);
    }

    @Override
    public synchronized void delete(String name) {
        SortedMap<String, byte[]> changed = new TreeMap<>(records);
        if (changed.remove(name) != null) {
            keep(changed);
        }
    }

    @Override
    public synchronized Set<String> names() {
        return new TreeSet<>(records.keySet());
    }

    private void keep(SortedMap<String, byte[]> changed) {
        if (!lock.isOpen()) {
            throw new IllegalStateException("the memory in " + file + " is closed");
        }
        try {
            Path fresh = beside(file, ".new");
            // Left by a process that was killed: whose it is, the lock says.
            Files.deleteIfExists(fresh);
            try (FileChannel out = create(fresh, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer content = ByteBuffer.wrap(StateText.encode(changed));
                while (content.hasRemaining()) {
                    out.write(content);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            flush(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a device's memory in " + file, e);
        }
        records = changed;
    }

    /** The rename too is on the disk then. */
    private static void flush(Path directory) throws IOException {
        if (OwnersOnly.isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileChannel create(Path path, OpenOption how) throws IOException {
        return FileChannel.open(path, Set.of(how, StandardOpenOption.WRITE), OwnersOnly.file(path));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** Lets another device have it. */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
