// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows from one database to the other, of whichever kind each is: both have the schema of the same migrations. */
final class TableCopy {
    private static final int BATCH = 500;

    private final Connection from;
    private final Connection to;

    TableCopy(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /** The tables of a SQLite database, those that others refer to first. */
    static List<String> tables(Connection sqlite) throws SQLException {
        Set<String> ordered = new LinkedHashSet<>();
        for (String table : column(
                sqlite,
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                        + " AND name <> 'flyway_schema_history' ORDER BY name")) {
            addAfterWhatItRefersTo(sqlite, table, ordered, new LinkedHashSet<>());
        }
        return List.copyOf(ordered);
    }

    private static void addAfterWhatItRefersTo(
            Connection sqlite, String table, Set<String> ordered, Set<String> onTheWay) throws SQLException {
        if (ordered.contains(table) || !onTheWay.add(table)) {
            return;
        }
        for (String other : column(sqlite, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('" + table + "')")) {
            addAfterWhatItRefersTo(sqlite, other, ordered, onTheWay);
        }
        ordered.add(table);
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static long count(Connection connection, String table) throws SQLException {
        return Long.parseLong(
                column(connection, "SELECT count(*) FROM " + table).get(0));
    }

    /** How many rows there were. */
    long copy(String table) throws SQLException {
        long rows = 0;
        try (Statement select = from.createStatement()) {
            // With PostgreSQL, lest all of it come at once.
            select.setFetchSize(BATCH);
            try (ResultSet row = select.executeQuery("SELECT * FROM " + table)) {
                List<String> columns = columns(row.getMetaData());
                String names = String.join(", ", columns);
                int[] types = types(names, table);
                try (PreparedStatement insert = to.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES ("
                        + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")")) {
                    while (row.next()) {
                        for (int i = 0; i < types.length; i++) {
                            set(insert, i + 1, row, types[i]);
                        }
                        insert.addBatch();
                        if (++rows % BATCH == 0) {
                            insert.executeBatch();
                        }
                    }
                    insert.executeBatch();
                }
            }
        }
        return rows;
    }

    private static List<String> columns(ResultSetMetaData found) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= found.getColumnCount(); i++) {
            names.add(found.getColumnName(i));
        }
        return names;
    }

    private int[] types(String names, String table) throws SQLException {
        try (Statement statement = to.createStatement();
                ResultSet none = statement.executeQuery("SELECT " + names + " FROM " + table + " WHERE 1 = 0")) {
            int[] types = new int[none.getMetaData().getColumnCount()];
            for (int i = 0; i < types.length; i++) {
                types[i] = none.getMetaData().getColumnType(i + 1);
            }
            return types;
        }
    }

    /** A type of the target's: SQLite says 0 and 1 where PostgreSQL wants false and true. */
    private static void set(PreparedStatement insert, int at, ResultSet row, int type) throws SQLException {
        if (row.getObject(at) == null) {
            insert.setNull(at, type);
            return;
        }
        switch (type) {
            case Types.BIT, Types.BOOLEAN -> insert.setBoolean(at, row.getBoolean(at));
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> insert.setLong(at, row.getLong(at));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                insert.setBytes(at, row.getBytes(at));
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> insert.setString(at, row.getString(at));
            default -> insert.setObject(at, row.getObject(at));
        }
    }
}
