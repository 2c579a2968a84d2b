// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A statement that most requests run. JDBI takes longer to set one up than SQLite to find a row, so these few are plain
 * JDBC: parameters and columns by position. Immutable.
 *
 * @param <T> what a row is read into
 */
final class HotStatement<T> {
    private final String sql;
    private final Row<T> row;

    /** Reads one row, columns counted from 1. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private HotStatement(String sql, Row<T> row) {
        this.sql = sql;
        this.row = row;
    }

    static <T> HotStatement<T> query(String sql, Row<T> row) {
        return new HotStatement<>(sql, row);
    }

    /** One that has no rows, such as {@code BEGIN}. */
    static HotStatement<Void> command(String sql) {
        return new HotStatement<>(sql, none -> {
            throw new AssertionError(sql + " answers no rows");
        });
    }

    /** For a query by a key, which has one row or none. */
    Optional<T> find(Handle handle, Object... parameters) {
        List<T> all = list(handle, parameters);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    List<T> list(Handle handle, Object... parameters) {
        return run(handle, prepared -> rows(prepared, parameters));
    }

    void execute(Handle handle, @Nullable Object... parameters) {
        run(handle, prepared -> {
            set(prepared, parameters);
            return prepared.execute();
        });
    }

    /** How many rows it changed. */
    int update(Handle handle, @Nullable Object... parameters) {
        return run(handle, prepared -> {
            set(prepared, parameters);
            return prepared.executeUpdate();
        });
    }

    private List<T> rows(PreparedStatement prepared, Object... parameters) throws SQLException {
        set(prepared, parameters);
        List<T> rows = new ArrayList<>();
        try (ResultSet found = prepared.executeQuery()) {
            while (found.next()) {
                rows.add(row.read(found));
            }
        }
        return rows;
    }

    private static void set(PreparedStatement prepared, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            prepared.setObject(i + 1, parameters[i]);
        }
    }

    @FunctionalInterface
    private interface Use<R> {
        R of(PreparedStatement prepared) throws SQLException;
    }

    private <R> R run(Handle handle, Use<R> use) {
        Connection connection = handle.getConnection();
        try {
            if (handle.getStatementBuilder() instanceof KeptStatements kept) {
                PreparedStatement prepared = kept.prepare(connection, sql);
                try {
                    return use.of(prepared);
                } finally {
                    kept.close(connection, sql, prepared);
                }
            }
            // PostgreSQL's driver keeps statements itself.
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                return use.of(prepared);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the database failed: " + failed.getMessage(), failed);
        }
    }
}
