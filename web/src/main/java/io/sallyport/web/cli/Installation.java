// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.store.BackupManifest;
import io.sallyport.core.store.DirectoryLock;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.Restore;
import io.sallyport.core.store.SqlAccounts;
import io.sallyport.core.store.StoreSource;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where everything is kept, and what they open. */
final class Installation {
    private static final String KEYS_FILE = "keys.json";
    private static final String NODE_FILE = "node";
    private static final int CONNECTIONS = 16;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The data directory: the SQLite database and, unless --keys says otherwise, the key set.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql://… instead of SQLite. User and password come from the URL, from"
                    + " SALLYPORT_DATABASE_USER and SALLYPORT_DATABASE_PASSWORD, or from .pgpass.")
    private @Nullable String database;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The key set that seals secrets; better kept away from the data. Default: keys.json in DIR.")
    private @Nullable Path keys;

    private boolean madeKeys;
    private String otherwise = "";

    /** What is open; closing it lets go of the directory. */
    record Open(
            SqlAccounts accounts, KeySet keySet, @Nullable DirectoryLock lock) implements AutoCloseable {
        /** The account that is named, or the only one. */
        AccountId account(@Nullable String named) {
            if (named != null) {
                return new AccountId(named);
            }
            List<AccountId> all = accounts.list();
            if (all.size() != 1) {
                throw new Refused("this store holds " + all.size() + " accounts: name one with --account-id");
            }
            return all.get(0);
        }

        /** After a change: its event gets its place in the log's chain at once, and not when a server starts. */
        void chainEvents() {
            accounts.eventLog().chain(Clock.systemUTC().instant());
        }

        @Override
        public void close() throws IOException {
            accounts.close();
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** Opens what {@code init} made. */
    Open open() throws IOException {
        return opened();
    }

    /** As {@link #open}, with a word of what else to do where a server has it. */
    Open openOr(String whenServed) throws IOException {
        otherwise = ", or " + whenServed;
        return opened();
    }

    Path data() {
        return data;
    }

    Path existingKeysFile() {
        if (!Files.exists(keysFile())) {
            throw new Refused("there is no key set " + keysFile() + ": run 'sallyport init' first, or give --keys");
        }
        return keysFile();
    }

    /** Makes directory and key set where they are missing, then opens. */
    Open create() throws IOException {
        try {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(keysFile())) {
                KeySet.create(keysFile(), Instant.now());
                madeKeys = true;
            }
        } catch (FileAlreadyExistsException notADirectory) {
            throw new Refused(data + " is not a directory", notADirectory);
        }
        return opened();
    }

    /** After a refusal: the key set goes if it was made for nothing. */
    void undo() throws IOException {
        if (madeKeys) {
            Files.deleteIfExists(keysFile());
        }
    }

    /** Whether the key set lies beside the data it protects. */
    boolean keysBesideData() {
        return keys == null;
    }

    private Path keysFile() {
        return keys == null ? data.resolve(KEYS_FILE) : keys;
    }

    /** The key set by itself; a server has it follow its file. */
    KeySet keySet() throws IOException {
        Path file = existingKeysFile();
        try {
            return KeySet.load(file, Clock.systemUTC());
        } catch (IOException notKeys) {
            throw new Refused(file + " cannot be read as a key set: " + notKeys.getMessage(), notKeys);
        }
    }

    /** The store for somebody who only reads, whoever has it open. */
    StoreSource source() {
        return database == null
                ? StoreSource.sqlite(databaseFile())
                : StoreSource.postgresql(requirePostgresql(database), user(), password());
    }

    /** Makes the directory where it is missing; leaves everything as it was when it refuses. */
    BackupManifest restore(Path backup) throws IOException {
        boolean made = Files.notExists(data);
        Files.createDirectories(
                data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            KeySet keySet = keySet();
            Restore restore = new Restore(backup, keySet.vault());
            if (database == null) {
                try (DirectoryLock held = lock()) {
                    return restore.intoSqlite(databaseFile());
                }
            }
            try (SqlAccounts accounts = postgresql(database, keySet, node())) {
                return restore.intoPostgresql(accounts, data);
            }
        } catch (IOException refused) {
            throw new Refused("cannot restore " + backup + ": " + refused.getMessage(), refused);
        } finally {
            if (made && Files.notExists(databaseFile())) {
                removeIfOnlyLocked();
            }
        }
    }

    /** With PostgreSQL the directory is wanted by nobody but for its name. */
    private void removeIfOnlyLocked() throws IOException {
        Files.deleteIfExists(data.resolve(DirectoryLock.FILE));
        try {
            Files.deleteIfExists(data);
        } catch (DirectoryNotEmptyException used) {
            return;
        }
    }

    private Path databaseFile() {
        return data.resolve("sallyport.db");
    }

    private Open opened() throws IOException {
        KeySet keySet = keySet();
        if (database != null) {
            return new Open(postgresql(database, keySet, node()), keySet, null);
        }
        DirectoryLock lock = lock();
        try {
            return new Open(SqlAccounts.sqlite(databaseFile(), keySet.vault()), keySet, lock);
        } catch (IllegalArgumentException wrongKeys) {
            lock.close();
            throw new Refused(String.valueOf(wrongKeys.getMessage()), wrongKeys);
        }
    }

    private DirectoryLock lock() {
        try {
            return DirectoryLock.take(data);
        } catch (IOException held) {
            throw new Refused(held.getMessage() + otherwise, held);
        }
    }

    /** This machine's name in the event log, kept so that its part of it goes on where it ended. */
    private String node() throws IOException {
        Path file = data.resolve(NODE_FILE);
        if (!Files.exists(file) || Files.size(file) == 0) {
            Files.writeString(file, SqlAccounts.newNode());
        }
        return Files.readString(file).strip();
    }

    private static SqlAccounts postgresql(String url, KeySet keySet, String node) {
        try {
            return SqlAccounts.postgresql(
                    requirePostgresql(url), user(), password(), CONNECTIONS, keySet.vault(), node);
        } catch (IllegalArgumentException unreachable) {
            throw new Refused(String.valueOf(unreachable.getMessage()), unreachable);
        }
    }

    private static String requirePostgresql(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new Refused("--database takes a URL that begins with jdbc:postgresql://");
        }
        return url;
    }

    private static @Nullable String user() {
        return System.getenv("SALLYPORT_DATABASE_USER");
    }

    private static @Nullable String password() {
        return System.getenv("SALLYPORT_DATABASE_PASSWORD");
    }
}
