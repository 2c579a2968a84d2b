// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite in one file: many readers and one {@link GroupCommitWriter}. The default, with nothing to install. */
final class SqliteDatabase implements Database {
    private static final int READERS = 4;

    private final HikariDataSource readers;
    private final Jdbi reading;
    private final GroupCommitWriter writer;

    private SqliteDatabase(HikariDataSource readers, GroupCommitWriter writer) {
        this.readers = readers;
        this.reading = Jdbi.create(readers);
        this.writer = writer;
    }

    static SqliteDatabase open(Path file) {
        SQLiteDataSource writable = source(file);
        Database.migrate(writable, Dialect.SQLITE);
        GroupCommitWriter writer = new GroupCommitWriter(Jdbi.open(writable));
        HikariConfig config = new HikariConfig();
        config.setPoolName("sallyport-readers");
        config.setDataSource(source(file));
        config.setConnectionInitSql("PRAGMA query_only = ON");
        config.setMaximumPoolSize(READERS);
        return new SqliteDatabase(new HikariDataSource(config), writer);
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: a commit is on disk when it returns, not merely handed to the operating system.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
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
        return reading.inTransaction(work::apply);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return writer.write(work);
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
