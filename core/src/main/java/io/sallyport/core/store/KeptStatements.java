// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps what one connection has prepared: SQLite takes longer to prepare most of our statements than to run them, and its
 * driver, unlike PostgreSQL's, remembers none. Not for threads, since a connection has one user at a time.
 */
final class KeptStatements extends DefaultStatementBuilder {
    /** More than there are statements; those with lists of parameters have as many texts as lists have lengths. */
    private static final int MOST = 512;

    private final Map<String, PreparedStatement> idle = new HashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept == null ? super.create(connection, sql, context) : kept;
    }

    /** Without JDBI around it. */
    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept == null ? connection.prepareStatement(sql) : kept;
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (statement instanceof PreparedStatement prepared && idle.size() < MOST && !idle.containsKey(sql)) {
            // Nothing of one request stays for the next, secrets least of all.
            prepared.clearParameters();
            idle.put(sql, prepared);
        } else {
            statement.close();
        }
    }
}
