// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Whether the time of a refusal tells why a code was refused, on both databases; the exit code is 1 if it does. */
final class TimingBenchmark {
    private TimingBenchmark() {}

    /** @param args the launcher */
    public static void main(String[] args) throws IOException, SQLException {
        PrintStream out = System.out;
        Path launcher = Path.of(args[0]);
        out.printf(
                "%,d refusals of each kind over HTTP, in random order. AUC: the chance that one of a kind took longer than%n"
                        + "one of the other; %.2f to %.2f is wanted.%n%n",
                TimedRefusals.TRIALS, TimedRefusals.LEAST, TimedRefusals.MOST);
        boolean met = onSqlite(out, launcher);
        met &= onPostgres(out, launcher);
        System.exit(met ? 0 : 1);
    }

    private static boolean onSqlite(PrintStream out, Path launcher) throws IOException {
        Path data = newData();
        KeySet keys = KeySet.load(data.resolve("keys.json"));
        TimedRefusals refusals;
        try (Accounts accounts = SqlAccounts.sqlite(data.resolve("sallyport.db"), keys.vault())) {
            refusals = TimedRefusals.furnish(accounts);
        }
        try (ServerProcess server = ServerProcess.sallyport(launcher, data)) {
            return refusals.measure("SQLite", server.port(), out);
        } finally {
            ApiBenchmarks.delete(data);
        }
    }

    private static boolean onPostgres(PrintStream out, Path launcher) throws IOException, SQLException {
        Path data = newData();
        KeySet keys = KeySet.load(data.resolve("keys.json"));
        String cluster = variable("");
        String name = "timing_" + UUID.randomUUID().toString().replace("-", "");
        String url = cluster.substring(0, cluster.lastIndexOf('/') + 1) + name;
        execute("CREATE DATABASE " + name);
        try {
            TimedRefusals refusals;
            try (Accounts accounts =
                    SqlAccounts.postgresql(url, variable("_USER"), variable("_PASSWORD"), 2, keys.vault())) {
                refusals = TimedRefusals.furnish(accounts);
            }
            Map<String, String> environment = Map.of(
                    "SALLYPORT_DATABASE_USER", variable("_USER"), "SALLYPORT_DATABASE_PASSWORD", variable("_PASSWORD"));
            try (ServerProcess server =
                    ServerProcess.sallyport(launcher, data, List.of("--database", url), environment)) {
                return refusals.measure("PostgreSQL", server.port(), out);
            }
        } finally {
            execute("DROP DATABASE " + name + " WITH (FORCE)");
            ApiBenchmarks.delete(data);
        }
    }

    private static Path newData() throws IOException {
        Path data = Files.createTempDirectory("sallyport-timing");
        KeySet.create(data.resolve("keys.json"));
        return data;
    }

    private static String variable(String suffix) {
        return Objects.requireNonNull(System.getenv("SALLYPORT_TEST_POSTGRES" + suffix), "start it by .ci/bench");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(variable(""), variable("_USER"), variable("_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
