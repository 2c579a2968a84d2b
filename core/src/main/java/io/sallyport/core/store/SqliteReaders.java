// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The connections that only read, each with what it has prepared. A pool for servers far away tests, wraps and resets its
 * connections, which would take longer here than most reads do. Thread-safe.
 */
final class SqliteReaders implements AutoCloseable {
    private static final int MOST_SECONDS_TO_WAIT = 30;

    private static final HotStatement<Void> BEGIN = HotStatement.command("BEGIN");
    private static final HotStatement<Void> COMMIT = HotStatement.command("COMMIT");
    private static final HotStatement<Void> ROLLBACK = HotStatement.command("ROLLBACK");

    private final Jdbi jdbi;
    private final int connections;
    /** What was given back last is taken first: its pages are in the processor's cache. */
    private final BlockingDeque<Handle> idle = new LinkedBlockingDeque<>();

    SqliteReaders(DataSource source, int connections) {
        this.jdbi = Jdbi.create(source);
        this.connections = connections;
        for (int i = 0; i < connections; i++) {
            idle.add(open());
        }
    }

    private Handle open() {
        Handle handle = jdbi.open();
        handle.execute("PRAGMA query_only = ON");
        return handle.setStatementBuilder(new KeptStatements());
    }

    /** Runs work that sees one moment, that of its first query. */
    <T> T read(Function<Handle, T> work) {
        Handle handle = take();
        boolean sound = false;
        try {
            BEGIN.execute(handle);
            T result;
            try {
                result = work.apply(handle);
            } catch (RuntimeException | Error failed) {
                ROLLBACK.execute(handle);
                sound = true;
                throw failed;
            }
            COMMIT.execute(handle);
            sound = true;
            return result;
        } finally {
            idle.addFirst(sound ? handle : replaced(handle));
        }
    }

    /** Runs one query, a transaction by itself. */
    <T> T query(Function<Handle, T> query) {
        Handle handle = take();
        boolean sound = false;
        try {
            T result = query.apply(handle);
            sound = true;
            return result;
        } finally {
            idle.addFirst(sound ? handle : replaced(handle));
        }
    }

    private Handle take() {
        try {
            @Nullable Handle handle = idle.poll(MOST_SECONDS_TO_WAIT, TimeUnit.SECONDS);
            if (handle == null) {
                throw new IllegalStateException(
                        "no connection to read from became free within " + MOST_SECONDS_TO_WAIT + " seconds");
            }
            return handle;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a connection", interrupted);
        }
    }

    private Handle replaced(Handle broken) {
        broken.close();
        return open();
    }

    /** Waits for the reads under way. */
    @Override
    public void close() {
        for (int i = 0; i < connections; i++) {
            take().close();
        }
    }
}
