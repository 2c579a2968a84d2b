// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.account.StoreLoad;
import io.sallyport.core.credential.SealedAccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.event.EventLog;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.webhook.Deliveries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The accounts of one SQLite file or one PostgreSQL database. */
public final class SqlAccounts implements Accounts {
    private final Database database;
    private final Vault vault;
    private final JdbiEventLog eventLog;

    private SqlAccounts(Database database, Vault vault, String node) {
        this.database = database;
        this.vault = vault;
        this.eventLog = new JdbiEventLog(database, vault, node);
    }

    /**
     * Opens or creates a SQLite file. One process at a time: hold its {@link DirectoryLock}.
     *
     * @param vault seals the secrets in it; the same at every opening
     */
    public static SqlAccounts sqlite(Path file, Vault vault) {
        SqliteDatabase database = SqliteDatabase.open(file);
        return opened(database, vault, database.query(SqlAccounts::node));
    }

    /**
     * Opens a PostgreSQL database, which any number of nodes may share.
     *
     * @param url {@code jdbc:postgresql://…}
     * @param user null to let the URL or the driver say
     * @param password null to leave it to the driver ({@code .pgpass}, trust)
     * @param connections the most to hold open
     */
    public static SqlAccounts postgresql(
            String url, @Nullable String user, @Nullable String password, int connections, Vault vault) {
        return postgresql(url, user, password, connections, vault, newNode());
    }

    /** @param node who writes here; its part of the event log goes on where it ended */
    public static SqlAccounts postgresql(
            String url, @Nullable String user, @Nullable String password, int connections, Vault vault, String node) {
        return opened(PostgresDatabase.open(url, user, password, connections), vault, node);
    }

    /** A name for a node that has none yet. */
    public static String newNode() {
        return UUID.randomUUID().toString();
    }

    /** SQLite has one node: whoever wrote before. */
    private static String node(Handle handle) {
        return handle.createQuery(
                        "SELECT node FROM event_checkpoint UNION SELECT node FROM event ORDER BY node LIMIT 1")
                .mapTo(String.class)
                .findOne()
                .orElseGet(SqlAccounts::newNode);
    }

    /** Better now than at somebody's sign-in: opens one sealed value, if there is any. */
    private static SqlAccounts opened(Database database, Vault vault, String node) {
        SqlAccounts accounts = new SqlAccounts(database, vault, node);
        accounts.requireKeys();
        try {
            database.read(handle -> handle.createQuery("SELECT account_id, key_id FROM access_key LIMIT 1")
                            .map((row, context) -> Map.entry(row.getString("account_id"), row.getString("key_id")))
                            .findOne())
                    .ifPresent(key -> accounts.read(
                            new AccountId(key.getKey()),
                            account -> account.accessKeys()
                                    .find(new AccessKeyId(key.getValue()))
                                    .map(account.accessKeys()::secret)));
        } catch (Vault.SealBroken wrongKeys) {
            accounts.close();
            throw new IllegalArgumentException("this key set did not seal this store: give its own with --keys");
        }
        if (database.query(EarlierEvents::any)) {
            database.write(handle -> EarlierEvents.retell(handle, id -> accounts.scope(handle, id)));
        }
        return accounts;
    }

    /** A key that was lost is named, before somebody's secret is asked for. */
    private void requireKeys() {
        Set<Long> used = database.read(SealedColumn::keysNeeded);
        Set<Long> lost = new TreeSet<>(used);
        lost.removeIf(id -> vault.sealedBy(KeySet.beginning(id)) != Vault.SealedBy.NO_KEY_OF_OURS);
        if (lost.isEmpty()) {
            return;
        }
        close();
        throw new IllegalArgumentException(
                lost.equals(used)
                        ? "this key set did not seal this store: give its own with --keys"
                        : "this key set lacks " + lost + ", which sealed a part of this store:"
                                + " give the key set that still has it with --keys");
    }

    /** The keys under which anything in the store is sealed. */
    public Set<Long> keysInUse() {
        return database.read(SealedColumn::keysInUse);
    }

    /**
     * Seals anew what another key has sealed than the one that seals now. May be interrupted and run again, also while
     * other nodes work.
     *
     * @return how many values
     */
    public long reseal() {
        long resealed = database.write(handle -> new CheckpointKeys(vault).reseal(handle));
        for (AccountId account : list()) {
            for (SealedColumn column : SealedColumn.values()) {
                Resealing.Progress progress = new Resealing.Progress(null, 0);
                do {
                    List<String> last = progress.last();
                    progress = database.write(handle -> new Resealing(scope(handle, account), column).next(last));
                    resealed += progress.resealed();
                } while (progress.last() != null);
            }
        }
        return resealed;
    }

    /** @throws Vault.SealBroken if there is one that does not open */
    void openEverySecret() {
        database.read(handle -> new CheckpointKeys(vault).all(handle, broken -> {
            throw new IllegalStateException("the event log's key " + broken + " does not open");
        }));
        for (AccountId account : list()) {
            for (SealedColumn column : SealedColumn.values()) {
                database.read(handle -> new Resealing(scope(handle, account), column).openAll());
            }
        }
    }

    /** What fills an empty database, all at once. */
    @FunctionalInterface
    interface Filling {
        void into(Connection connection) throws SQLException, IOException;
    }

    void fill(Filling filling) throws IOException {
        try {
            database.write(handle -> {
                try {
                    filling.into(handle.getConnection());
                } catch (SQLException failed) {
                    throw new UncheckedIOException(new IOException(failed.getMessage(), failed));
                } catch (IOException refused) {
                    throw new UncheckedIOException(refused);
                }
                return true;
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public EventLog eventLog() {
        return eventLog;
    }

    @Override
    public <T> T read(AccountId account, Function<Account, T> work) {
        return database.read(
                handle -> work.apply(JdbiAccount.load(scope(handle, account).toRead())));
    }

    @Override
    public <T> T write(AccountId account, Function<Account, T> work) {
        return database.write(handle -> work.apply(JdbiAccount.load(scope(handle, account))));
    }

    @Override
    public <T> T open(AccountId account, Optional<AccountAlias> alias, RootUser root, Function<Account, T> furnish) {
        return database.write(handle -> furnish.apply(JdbiAccount.create(scope(handle, account), root, alias)));
    }

    @Override
    public boolean exists(AccountId account) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM account WHERE account_id = :account")
                        .bind("account", account.value())
                        .mapTo(int.class)
                        .one()
                == 1);
    }

    @Override
    public List<AccountId> list() {
        return database.read(handle -> handle.createQuery("SELECT account_id FROM account ORDER BY account_id")
                .mapTo(String.class)
                .map(AccountId::new)
                .list());
    }

    @Override
    public Optional<AccountId> byAlias(AccountAlias alias) {
        return byName(Directory.Kind.ALIAS, alias.value());
    }

    @Override
    public Optional<AccountId> byRootEmail(EmailAddress email) {
        return byName(Directory.Kind.EMAIL, email.key());
    }

    @Override
    public Optional<AccountId> byAccessKey(AccessKeyId key) {
        return byName(Directory.Kind.KEY, key.value());
    }

    @Override
    public Optional<AccountId> byTokenIssuer(String issuer) {
        return byName(Directory.Kind.ISSUER, issuer);
    }

    @Override
    public Optional<SealedAccessKey> accessKey(AccessKeyId id) {
        return database.query(handle -> JdbiAccessKeys.anywhere(handle, id));
    }

    @Override
    public SecretAccessKey secret(SealedAccessKey key) {
        return JdbiAccessKeys.open(vault, key);
    }

    @Override
    public Deliveries deliveries() {
        return new JdbiDeliveries(database, vault);
    }

    @Override
    public StoreLoad load() {
        return database.load();
    }

    private Optional<AccountId> byName(Directory.Kind kind, String name) {
        return database.query(handle -> Directory.find(handle, kind, name));
    }

    private Scope scope(Handle handle, AccountId account) {
        return Scope.of(handle, account, database.dialect(), vault, eventLog.node());
    }

    @Override
    public void close() {
        database.close();
    }
}
