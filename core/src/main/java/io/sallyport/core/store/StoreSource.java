// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A store as somebody sees it who only reads, whoever has it open. */
public sealed interface StoreSource {
    /** Writes what the store holds at one moment into a SQLite database; the number of its schema. */
    String snapshot(Path into) throws IOException, SQLException;

    Dialect dialect();

    static StoreSource sqlite(Path file) {
        return new Sqlite(file);
    }

    /** As {@link SqlAccounts#postgresql}. */
    static StoreSource postgresql(String url, @Nullable String user, @Nullable String password) {
        return new Postgresql(url, user, password);
    }

    /** One more reader of the write-ahead log: it hinders no writer and sees nothing of what is written meanwhile. */
    record Sqlite(Path file) implements StoreSource {
        private static final int PATIENCE_MILLIS = 30_000;

        @Override
        public Dialect dialect() {
            return Dialect.SQLITE;
        }

        @Override
        public String snapshot(Path into) throws IOException, SQLException {
            if (!Files.exists(file)) {
                throw new IOException("there is no store " + file + ": run 'sallyport init' first");
            }
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setBusyTimeout(PATIENCE_MILLIS);
            SqliteDatabase.createForOwnerOnly(into);
            try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.execute("VACUUM INTO '" + into.toString().replace("'", "''") + "'");
            }
            try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + into)) {
                return schema(copy);
            }
        }
    }

    /** A transaction of its own that sees one moment. */
    record Postgresql(
            String url, @Nullable String user, @Nullable String password) implements StoreSource {
        @Override
        public Dialect dialect() {
            return Dialect.POSTGRESQL;
        }

        @Override
        public String snapshot(Path into) throws IOException, SQLException {
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                }
                String schema = schema(connection);
                SqliteDatabase.createForOwnerOnly(into);
                SqliteDatabase.migrate(into, schema);
                try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + into)) {
                    copy.setAutoCommit(false);
                    TableCopy rows = new TableCopy(connection, copy);
                    for (String table : TableCopy.tables(copy)) {
                        rows.copy(table);
                    }
                    copy.commit();
                }
                connection.rollback();
                return schema;
            }
        }

        Connection connect() throws SQLException {
            Properties properties = new Properties();
            if (user != null) {
                properties.setProperty("user", user);
            }
            if (password != null) {
                properties.setProperty("password", password);
            }
            return DriverManager.getConnection(url, properties);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Postgresql";
        }
    }

    /** The number of the last migration of a store. */
    private static String schema(Connection connection) throws SQLException, IOException {
        List<String> versions;
        try {
            versions = TableCopy.column(
                    connection,
                    "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank DESC");
        } catch (SQLException noSuchTable) {
            throw new IOException("there is no store: run 'sallyport init' first", noSuchTable);
        }
        if (versions.isEmpty()) {
            throw new IOException("there is no store: run 'sallyport init' first");
        }
        return versions.get(0);
    }
}
