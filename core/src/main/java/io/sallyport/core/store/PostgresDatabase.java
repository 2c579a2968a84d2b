// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.sallyport.core.account.StoreLoad;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, shared by any number of nodes. Rows are locked where a decision hangs on them (READ COMMITTED). */
final class PostgresDatabase implements Database {
    /** Serialization failure and deadlock: the transaction did nothing and may be run again. */
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

    private static final int TRIES = 5;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final LongAdder commits = new LongAdder();
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** @param password null to leave it to the driver ({@code .pgpass}, trust) */
    static PostgresDatabase open(String url, @Nullable String user, @Nullable String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sallyport");
        config.setJdbcUrl(url);
        if (user != null) {
            config.setUsername(user);
        }
        if (password != null) {
            config.setPassword(password);
        }
        config.setMaximumPoolSize(connections);
        // Whatever the cluster's default: what we acknowledge is on its disk.
        config.setConnectionInitSql("SET synchronous_commit = on");
        HikariDataSource pool = connect(config);
        try {
            Database.migrate(pool, Dialect.POSTGRESQL);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
        return new PostgresDatabase(pool);
    }

    /** @throws IllegalArgumentException if the database does not answer, in the driver's words, which hold no password */
    private static HikariDataSource connect(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException failed) {
            throw new IllegalArgumentException("cannot open the database: " + failed.getMessage(), failed);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return jdbi.inTransaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            return work.apply(handle);
        });
    }

    @Override
    public <T> T query(Function<Handle, T> query) {
        return jdbi.withHandle(query::apply);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        if (writing.get()) {
            // The inner one could wait for a row that the outer one has locked, where no database sees a deadlock.
            throw new IllegalStateException("work in a transaction may not open another");
        }
        writing.set(true);
        try {
            return writeOrTryAgain(work);
        } finally {
            writing.remove();
        }
    }

    private <T> T writeOrTryAgain(Function<Handle, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                Outcome<T> outcome = jdbi.inTransaction(handle -> Outcome.of(work, handle));
                commits.increment();
                return outcome.get();
            } catch (RuntimeException failed) {
                if (tries == TRIES || !mayTryAgain(failed)) {
                    throw failed;
                }
            }
        }
    }

    private static boolean mayTryAgain(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && TRY_AGAIN.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public StoreLoad load() {
        // One request, one transaction.
        long writes = commits.sum();
        return new StoreLoad(pool.getHikariPoolMXBean().getThreadsAwaitingConnection(), writes, writes);
    }

    @Override
    public void close() {
        pool.close();
    }
}
