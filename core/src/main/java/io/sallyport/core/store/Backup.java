// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.credential.Vault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;

/**
 * Takes a backup of a store while it is used. Until it is whole and on the disk it has no name; it never takes that of
 * another file, and nothing is left of one that failed.
 */
public final class Backup {
    private final StoreSource source;
    private final Vault vault;
    private final String version;

    /**
     * @param vault of the store's key set, which does not become part of the backup
     * @param version of the product
     */
    public Backup(StoreSource source, Vault vault, String version) {
        this.source = source;
        this.vault = vault;
        this.version = version;
    }

    /**
     * Takes it.
     *
     * @param file must not exist
     * @throws IOException in words for whoever asked for it
     */
    public BackupManifest take(Path file, Instant now) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Scratch scratch = Scratch.beside(target);
        try (scratch) {
            Path database = scratch.path("sallyport.db");
            String schema = source.snapshot(database);
            SortedMap<String, Long> tables = new TreeMap<>();
            List<String> accounts;
            try (Connection snapshot = DriverManager.getConnection("jdbc:sqlite:" + database)) {
                for (String table : TableCopy.tables(snapshot)) {
                    tables.put(table, TableCopy.count(snapshot, table));
                }
                accounts = TableCopy.column(snapshot, "SELECT account_id FROM account ORDER BY account_id");
            }
            BackupFile.Content content = BackupFile.compress(database, scratch.path("content"));
            Files.delete(database);
            BackupManifest manifest = new BackupManifest(
                    BackupManifest.FORMAT,
                    now,
                    version,
                    schema,
                    source.dialect().name(),
                    accounts,
                    tables,
                    content.databaseBytes(),
                    content.bytes(),
                    content.sha256());
            Path whole = scratch.path("whole");
            BackupFile.write(whole, manifest, content, vault);
            scratch.publish(whole, target);
            return manifest;
        } catch (SQLException | FlywayException failed) {
            throw new IOException("the store cannot be read, or there is no room: " + failed.getMessage(), failed);
        }
    }
}
