// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.stock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A database of our own in a cluster that the tests' environment names; closing it throws it away. */
record Postgres(String cluster, String user, String password, String name) implements AutoCloseable {
    static Optional<Postgres> ofEnvironment() throws SQLException {
        String cluster = System.getenv("SALLYPORT_TEST_POSTGRES");
        if (cluster == null) {
            return Optional.empty();
        }
        Postgres database = new Postgres(
                cluster,
                System.getenv().getOrDefault("SALLYPORT_TEST_POSTGRES_USER", ""),
                System.getenv().getOrDefault("SALLYPORT_TEST_POSTGRES_PASSWORD", ""),
                "bench_" + UUID.randomUUID().toString().replace("-", ""));
        database.execute("CREATE DATABASE " + database.name);
        return Optional.of(database);
    }

    String url() {
        int query = cluster.indexOf('?');
        String address = query < 0 ? cluster : cluster.substring(0, query);
        return address.substring(0, address.lastIndexOf('/') + 1) + name + (query < 0 ? "" : cluster.substring(query));
    }

    Map<String, String> environment() {
        return Map.of("SALLYPORT_DATABASE_USER", user, "SALLYPORT_DATABASE_PASSWORD", password);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(cluster, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    @Override
    public String toString() {
        return name;
    }
}
