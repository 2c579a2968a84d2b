// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.Refusal;
import io.sallyport.core.account.StoreLoad;
import java.util.Arrays;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/** Runs work in transactions. A write is on disk when {@code write} returns. */
interface Database extends AutoCloseable {
    /** Flyway's word for the last migration there is. */
    String LATEST = "latest";

    Dialect dialect();

    <T> T read(Function<Handle, T> work);

    /** Runs one query by itself, which sees one moment without a transaction around it. */
    <T> T query(Function<Handle, T> query);

    /** Commits when the work returns or throws {@link Refusal}; rolls back when it throws anything else. */
    <T> T write(Function<Handle, T> work);

    StoreLoad load();

    @Override
    void close();

    /** Brings the schema up to date; any number of nodes may try at once. */
    static void migrate(DataSource source, Dialect dialect) {
        migrate(source, dialect, LATEST);
    }

    /** @param target the number of the last migration to run */
    static void migrate(DataSource source, Dialect dialect, String target) {
        requireKnown(target);
        migrations(dialect).dataSource(source).target(target).load().migrate();
    }

    /** @throws IllegalArgumentException if that schema is of a later version than this one */
    static void requireKnown(String schema) {
        boolean known = schema.equals(LATEST)
                || Arrays.stream(migrations(Dialect.SQLITE)
                                .dataSource("jdbc:sqlite::memory:", null, null)
                                .load()
                                .info()
                                .all())
                        .anyMatch(migration -> schema.equals(String.valueOf(migration.getVersion())));
        if (!known) {
            throw new IllegalArgumentException(
                    "its schema " + schema + " is of a later sallyport than this one: use that or a newer one");
        }
    }

    private static FluentConfiguration migrations(Dialect dialect) {
        return Flyway.configure(Database.class.getClassLoader())
                .locations("classpath:io/sallyport/core/store/migration")
                .placeholders(dialect.placeholders());
    }
}
