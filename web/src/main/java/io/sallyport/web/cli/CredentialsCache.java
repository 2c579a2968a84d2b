// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Credentials in a file that is its owner's alone. Anything else under its name, such as a file that others may read or
 * have made, counts as nothing and is replaced.
 */
final class CredentialsCache {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> OWNERS_FILE = PosixFilePermissions.asFileAttribute(OWNERS);
    private static final FileAttribute<?> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;
    private final Path directory;
    private final InstantSource clock;

    CredentialsCache(Path file, InstantSource clock) {
        this.file = file.toAbsolutePath();
        Path parent = this.file.getParent();
        if (parent == null || Files.isDirectory(this.file)) {
            throw new Refused(file + " is a directory: credentials are kept in a file");
        }
        this.directory = parent;
        this.clock = clock;
    }

    /** The user's directory for what can be had again: that of the XDG Base Directory Specification. */
    static Path directory(Map<String, String> environment, Path home) {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification has a relative path ignored.
        Path caches = given.startsWith("/") ? Path.of(given) : home.resolve(".cache");
        return caches.resolve("sallyport");
    }

    /** Who opens a session when there is none to use. */
    @FunctionalInterface
    interface Source {
        SessionCredentials open() throws InterruptedException;
    }

    /** What is kept, or else what the source opens; of several processes at once, one asks it and the others wait. */
    SessionCredentials get(Source source) throws InterruptedException {
        try {
            // A link to a directory is one too, but not to createDirectories.
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, OWNERS_DIRECTORY);
            }
            // Before anybody is asked for a code, which is good once, it is known that files can be written here.
            UserPrincipal self = self();
            Optional<SessionCredentials> kept = read(self);
            if (kept.isPresent()) {
                return kept.get();
            }
            try (FileChannel lock = FileChannel.open(
                    directory.resolve(file.getFileName() + ".lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    OWNERS_FILE)) {
                // Freed with the channel, and by the end of the process.
                lock.lock();
                kept = read(self);
                if (kept.isPresent()) {
                    return kept.get();
                }
                return keep(source.open());
            }
        } catch (IOException unusable) {
            throw new Refused("cannot keep credentials in " + file + ": " + unusable, unusable);
        }
    }

    /** What is kept and still fresh, if the file is this owner's alone. */
    Optional<SessionCredentials> read(UserPrincipal self) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean own = found.isRegularFile()
                && found.permissions().equals(OWNERS)
                && found.owner().equals(self);
        return own
                ? SessionCredentials.ofKept(new String(Files.readAllBytes(file), UTF_8))
                        .filter(kept -> kept.fresh(clock.instant()))
                : Optional.empty();
    }

    /** Whoever owns what this process makes: a name would have to be looked up, and some users have none. */
    private UserPrincipal self() throws IOException {
        Path made = Files.createTempFile(directory, ".", "", OWNERS_FILE);
        try {
            return Files.getOwner(made);
        } finally {
            Files.delete(made);
        }
    }

    private SessionCredentials keep(SessionCredentials opened) throws IOException {
        Path made = Files.createTempFile(directory, ".", "", OWNERS_FILE);
        try {
            Files.writeString(made, opened.kept());
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
        return opened;
    }
}
