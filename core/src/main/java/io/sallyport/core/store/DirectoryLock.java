// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** That a data directory is this process's. The operating system lets go of it however the process ends. */
public final class DirectoryLock implements AutoCloseable {
    /**
     * What this process holds. Static since the lock is the process's: POSIX drops it as soon as the process closes any
     * channel to the file, so a second taker must be turned away before it opens one.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** What it leaves in the directory. */
    public static final String FILE = "lock";

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the directory.
     *
     * @throws IOException if another process, or this one already, has it
     */
    public static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve(FILE);
        if (!HELD.add(file)) {
            throw inUse(directory);
        }
        try {
            return new DirectoryLock(file, lock(directory, file));
        } catch (IOException | RuntimeException failed) {
            HELD.remove(file);
            throw failed;
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(directory);
            }
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static IOException inUse(Path directory) {
        return new IOException("another sallyport is running on " + directory + ": stop it first");
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }
}
