// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.StoreLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite in one file: many readers and one {@link GroupCommitWriter}. The default, with nothing to install. */
final class SqliteDatabase implements Database {
    /** More than processors: whoever loses his while he reads holds nobody up. */
    private static final int READERS = 16;

    /** For each connection, taken as it is needed: the directories of a full account, 5,000 users, fit in. */
    private static final int CACHED_KILOBYTES = 8 * 1024;

    private final SqliteReaders readers;
    private final GroupCommitWriter writer;

    private SqliteDatabase(SqliteReaders readers, GroupCommitWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    static SqliteDatabase open(Path file) {
        createForOwnerOnly(file);
        SQLiteDataSource writable = source(file);
        Database.migrate(writable, Dialect.SQLITE);
        Handle writing = Jdbi.open(writable).setStatementBuilder(new KeptStatements());
        return new SqliteDatabase(new SqliteReaders(source(file), READERS), new GroupCommitWriter(writing));
    }

    /** Makes the schema of an earlier version. */
    static void migrate(Path file, String target) {
        Database.migrate(source(file), Dialect.SQLITE, target);
    }

    /** SQLite gives its write-ahead log the mode of the file it belongs to. */
    static void createForOwnerOnly(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot create " + file, failed);
        }
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: a commit is on disk when it returns, not merely handed to the operating system.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-CACHED_KILOBYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T query(Function<Handle, T> query) {
        return readers.query(query);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return writer.write(work);
    }

    @Override
    public StoreLoad load() {
        return writer.load();
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
