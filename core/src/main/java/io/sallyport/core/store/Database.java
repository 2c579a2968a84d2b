// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.Refusal;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;

/** Runs work in transactions. A write is on disk when {@code write} returns. */
interface Database extends AutoCloseable {
    Dialect dialect();

    <T> T read(Function<Handle, T> work);

    /** Runs one query by itself, which sees one moment without a transaction around it. */
    <T> T query(Function<Handle, T> query);

    /** Commits when the work returns or throws {@link Refusal}; rolls back when it throws anything else. */
    <T> T write(Function<Handle, T> work);

    @Override
    void close();

    /** Brings the schema up to date; any number of nodes may try at once. */
    static void migrate(DataSource source, Dialect dialect) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/sallyport/core/store/migration")
                .placeholders(dialect.placeholders())
                .load()
                .migrate();
    }
}
