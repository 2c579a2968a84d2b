// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A database of the test's own in the cluster that {@code ./check} starts; closing drops it. */
final class TestPostgres implements AutoCloseable {
    private static final int CONNECTIONS = 5;

    private final String name = "aws_" + UUID.randomUUID().toString().replace("-", "");

    TestPostgres() throws SQLException {
        execute("CREATE DATABASE " + name);
    }

    private static String variable(String suffix) {
        return Objects.requireNonNull(
                System.getenv("SALLYPORT_TEST_POSTGRES" + suffix),
                "run ./check, or start a cluster and set SALLYPORT_TEST_POSTGRES" + suffix);
    }

    /** Without user and password. */
    String url() {
        String cluster = variable("");
        return cluster.substring(0, cluster.lastIndexOf('/') + 1) + name;
    }

    /** As a node of its own, in this process. */
    SqlAccounts open(KeySet keys) {
        return SqlAccounts.postgresql(url(), variable("_USER"), variable("_PASSWORD"), CONNECTIONS, keys.vault());
    }

    /** How commands are told user and password. */
    Map<String, String> environment() {
        return Map.of(
                "SALLYPORT_DATABASE_USER", variable("_USER"), "SALLYPORT_DATABASE_PASSWORD", variable("_PASSWORD"));
    }

    /** Where the cluster keeps its files, {@code pg_wal} included; everything written so far is in them after this. */
    static Path flushedFiles() throws SQLException {
        execute("CHECKPOINT");
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(variable(""), variable("_USER"), variable("_PASSWORD"));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("DROP DATABASE " + name + " WITH (FORCE)");
    }
}
