// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.credential.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;

/**
 * Puts a {@link Backup} into an empty store, of whichever kind. Everything is checked where nobody sees it: the file's
 * digest, the database's own integrity, that every row is there and every secret opens. Only then the store gets it, all at
 * once.
 */
public final class Restore {
    private final Path file;
    private final Vault vault;

    /** @param vault of the key set that the store had */
    public Restore(Path file, Vault vault) {
        this.file = file;
        this.vault = vault;
    }

    /**
     * Into SQLite. Hold the directory's {@link DirectoryLock}.
     *
     * @param database where the store will be
     * @throws IOException in words for whoever asked for it; nothing was changed
     */
    public BackupManifest intoSqlite(Path database) throws IOException {
        if (Files.exists(database)) {
            try (SqlAccounts there = SqlAccounts.sqlite(database, vault)) {
                requireEmpty(there);
            } catch (IllegalArgumentException othersKeys) {
                throw notEmpty();
            }
        }
        try (Scratch scratch = Scratch.beside(database)) {
            Path checked = scratch.path("sallyport.db");
            BackupManifest manifest = unpack(checked);
            Disk.flush(checked);
            for (String log : List.of("-wal", "-shm")) {
                Files.deleteIfExists(database.resolveSibling(database.getFileName() + log));
            }
            Files.move(checked, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.flush(database.toAbsolutePath().getParent());
            return manifest;
        }
    }

    /**
     * Into PostgreSQL.
     *
     * @param accounts what is there now
     * @param work a directory with room for the unpacked backup
     * @throws IOException as above
     */
    public BackupManifest intoPostgresql(SqlAccounts accounts, Path work) throws IOException {
        requireEmpty(accounts);
        try (Scratch scratch = Scratch.in(work)) {
            Path checked = scratch.path("sallyport.db");
            BackupManifest manifest = unpack(checked);
            try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + checked)) {
                accounts.fill(to -> copy(from, to));
            } catch (SQLException | JdbiException failed) {
                throw new IOException("the database did not take it: " + failed.getMessage(), failed);
            }
            return manifest;
        }
    }

    private static void copy(Connection from, Connection to) throws SQLException, IOException {
        try (Statement statement = to.createStatement()) {
            // Nobody else makes the first account meanwhile.
            statement.execute("LOCK TABLE account IN EXCLUSIVE MODE");
        }
        TableCopy rows = new TableCopy(from, to);
        for (String table : TableCopy.tables(from)) {
            if (TableCopy.count(to, table) != 0) {
                throw notEmpty();
            }
            long copied = rows.copy(table);
            if (copied != TableCopy.count(to, table)) {
                throw new IOException("the database did not take all rows of " + table);
            }
        }
    }

    private static void requireEmpty(SqlAccounts there) throws IOException {
        if (!there.list().isEmpty()) {
            throw notEmpty();
        }
    }

    private static IOException notEmpty() {
        return new IOException("the store is not empty: a backup is restored into one that holds nothing");
    }

    /** The backup's database, found whole and brought up to date. */
    private BackupManifest unpack(Path database) throws IOException {
        BackupManifest manifest = BackupFile.read(file, vault, database);
        try {
            requireWhole(database, manifest);
            Database.requireKnown(manifest.schema());
            try (SqlAccounts accounts = SqlAccounts.sqlite(database, vault)) {
                accounts.openEverySecret();
            }
        } catch (SQLException | FlywayException | JdbiException broken) {
            throw new IOException("its database is not sound: " + broken.getMessage(), broken);
        } catch (IllegalArgumentException wrongKeys) {
            throw new IOException(wrongKeys.getMessage(), wrongKeys);
        } catch (Vault.SealBroken altered) {
            throw new IOException("a secret in it does not open", altered);
        }
        return manifest;
    }

    private static void requireWhole(Path database, BackupManifest manifest) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            if (!TableCopy.column(connection, "PRAGMA integrity_check").equals(List.of("ok"))
                    || !TableCopy.column(connection, "PRAGMA foreign_key_check").isEmpty()) {
                throw new IOException("its database is not sound");
            }
            for (Map.Entry<String, Long> table : manifest.tables().entrySet()) {
                if (TableCopy.count(connection, table.getKey()) != table.getValue()) {
                    throw new IOException("rows of " + table.getKey() + " are missing");
                }
            }
            if (!TableCopy.column(connection, "SELECT account_id FROM account ORDER BY account_id")
                    .equals(manifest.accounts())) {
                throw new IOException("its accounts are not those that it names");
            }
        }
    }
}
