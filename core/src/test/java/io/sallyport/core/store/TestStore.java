// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** A store with nothing in it, and a way to look behind its back. Closing it throws everything away. */
final class TestStore implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final int CONNECTIONS = 20;

    private final Dialect dialect;
    private final Path directory;
    private final Function<Vault, SqlAccounts> opening;
    private final SqlAccounts accounts;
    private final Jdbi raw;
    private final StoreSource source;
    private final Runnable cleanUp;
    private final SecureRandom random = new SecureRandom();

    private TestStore(
            Dialect dialect,
            Path directory,
            Function<Vault, SqlAccounts> opening,
            Jdbi raw,
            StoreSource source,
            Runnable cleanUp) {
        this.dialect = dialect;
        this.directory = directory;
        this.opening = opening;
        this.accounts = opening.apply(vault());
        this.raw = raw;
        this.source = source;
        this.cleanUp = cleanUp;
    }

    static TestStore open(Dialect dialect) {
        return open(dialect, (raw, keys) -> {});
    }

    /** @param before what was there when the store was opened */
    static TestStore open(Dialect dialect, BiConsumer<DataSource, KeySet> before) {
        try {
            Path directory = Files.createTempDirectory("sallyport-store");
            KeySet.create(directory.resolve("keys"));
            KeySet keys = KeySet.load(directory.resolve("keys"));
            return switch (dialect) {
                case SQLITE -> sqlite(directory, keys, before);
                case POSTGRESQL -> postgresql(directory, keys, before);
            };
        } catch (IOException noDirectory) {
            throw new UncheckedIOException(noDirectory);
        }
    }

    private static TestStore sqlite(Path directory, KeySet keys, BiConsumer<DataSource, KeySet> before) {
        Path file = directory.resolve("sallyport.db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file + "?busy_timeout=10000");
        before.accept(source, keys);
        return new TestStore(
                Dialect.SQLITE,
                directory,
                vault -> SqlAccounts.sqlite(file, vault),
                Jdbi.create(source),
                StoreSource.sqlite(file),
                () -> {});
    }

    private static TestStore postgresql(Path directory, KeySet keys, BiConsumer<DataSource, KeySet> before) {
        String name = "store_" + UUID.randomUUID().toString().replace("-", "");
        Jdbi cluster = Jdbi.create(cluster());
        cluster.useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        PGSimpleDataSource database = cluster();
        database.setDatabaseName(name);
        before.accept(database, keys);
        return new TestStore(
                Dialect.POSTGRESQL,
                directory,
                vault -> SqlAccounts.postgresql(
                        database.getUrl(), database.getUser(), database.getPassword(), CONNECTIONS, vault),
                Jdbi.create(database),
                StoreSource.postgresql(database.getUrl(), database.getUser(), database.getPassword()),
                () -> cluster.useHandle(handle -> handle.execute("DROP DATABASE " + name + " WITH (FORCE)")));
    }

    private static PGSimpleDataSource cluster() {
        String url = System.getenv("SALLYPORT_TEST_POSTGRES");
        if (url == null) {
            throw new IllegalStateException("run ./check, or start a cluster and set SALLYPORT_TEST_POSTGRES");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(System.getenv("SALLYPORT_TEST_POSTGRES_USER"));
        source.setPassword(System.getenv("SALLYPORT_TEST_POSTGRES_PASSWORD"));
        return source;
    }

    SqlAccounts accounts() {
        return accounts;
    }

    /** The same store as another node of PostgreSQL has it open; with SQLite, which has no nodes, once more. */
    SqlAccounts anotherNode() {
        return opening.apply(vault());
    }

    /** As {@link #anotherNode}, with keys of its own choice. */
    SqlAccounts openWith(Vault vault) {
        return opening.apply(vault);
    }

    Dialect dialect() {
        return dialect;
    }

    /** Connections that know nothing of the store. */
    Jdbi raw() {
        return raw;
    }

    StoreSource source() {
        return source;
    }

    Vault vault() {
        try {
            return KeySet.load(directory.resolve("keys")).vault();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Where the key set is, and with SQLite the database. */
    Path directory() {
        return directory;
    }

    /** A fresh account, so that tests which share a store do not meet. */
    TestAccount account() {
        AccountId id = new AccountId(String.format(Locale.ROOT, "%012d", random.nextLong(1_000_000_000_000L)));
        accounts.open(id, Optional.empty(), root(id), account -> true);
        return new TestAccount(accounts, id);
    }

    static RootUser root(AccountId id) {
        return new RootUser(UniqueId.ofRoot(id), new EmailAddress("root-" + id + "@example.com"), NOW);
    }

    @Override
    public void close() throws IOException {
        accounts.close();
        cleanUp.run();
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }

    @Override
    public String toString() {
        return dialect.name();
    }
}
