// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.name.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * What every adapter works in: one transaction, one account. Statements have {@code :account} bound already.
 *
 * @param reading whether all of it is read as of one moment and nothing changed, so that no row need be read twice
 * @param policiesChanged whether this transaction has changed what decides about the account's principals
 */
record Scope(
        Handle handle,
        AccountId account,
        Dialect dialect,
        Vault vault,
        boolean reading,
        AtomicBoolean policiesChanged) {
    /** The tables whose rows decide about principals. */
    static final Set<String> DECIDING = Set.of(
            "attached_policy",
            "group_member",
            "inline_policy",
            "managed_policy",
            "permissions_boundary",
            "policy_version",
            "tag");

    private static final Pattern CHANGED_TABLE = Pattern.compile("(?:INSERT INTO|UPDATE|DELETE FROM)\\s+(\\w+)");

    /** Of a transaction that may change rows. */
    static Scope of(Handle handle, AccountId account, Dialect dialect, Vault vault) {
        return new Scope(handle, account, dialect, vault, false, new AtomicBoolean());
    }

    /** Of a transaction that reads. */
    Scope toRead() {
        return new Scope(handle, account, dialect, vault, true, policiesChanged);
    }

    /** A random one, so that a stamp which was rolled back never comes again. */
    private void stampPolicies() {
        if (policiesChanged.compareAndSet(false, true)) {
            change("UPDATE account SET policy_stamp = :stamp WHERE account_id = :account")
                    .bind("stamp", newStamp())
                    .execute();
        }
    }

    static String newStamp() {
        return UUID.randomUUID().toString();
    }

    Query query(String sql) {
        return handle.createQuery(sql).bind("account", account.value());
    }

    /**
     * Changes rows of one table. Adapters need not know what was compiled of them: a change of rows that decide about
     * principals {@linkplain io.sallyport.core.account.Account#policyStamp() stamps} the account.
     */
    Update update(String sql) {
        Matcher table = CHANGED_TABLE.matcher(sql);
        if (!table.lookingAt()) {
            throw new IllegalArgumentException("a change begins with what it does to which table: " + sql);
        }
        if (DECIDING.contains(table.group(1))) {
            stampPolicies();
        }
        return change(sql);
    }

    private Update change(String sql) {
        return handle.createUpdate(sql).bind("account", account.value());
    }

    /** As {@link #query}, for one row nobody else may change until the transaction ends. */
    Query queryForUpdate(String sql) {
        return query(sql + dialect.forUpdate());
    }

    int count(String sql, String owner) {
        return query(sql).bind("owner", owner).mapTo(int.class).one();
    }

    /**
     * Makes concurrent transactions that count what an owner has, before adding to it, wait for each other and for the
     * owner's own removal.
     *
     * @param owner the id of a user, group or other entity, an ARN where it has no id, or the account for its root user
     * @throws IamException {@code NO_SUCH_ENTITY} if it was removed since the caller looked
     */
    void lockOwner(String owner) {
        if (owner.equals(account.value())) {
            lockAccount();
            return;
        }
        EntityTable table = EntityTable.of(owner);
        boolean there = queryForUpdate(table.selectOne())
                .bind("owner", owner)
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!there) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY, "The " + table.noun() + " with id " + owner + " cannot be found.");
        }
    }

    void lockAccount() {
        queryForUpdate("SELECT account_id FROM account WHERE account_id = :account")
                .mapTo(String.class)
                .one();
    }

    /** What a sealed column is bound to: it opens in no other row. */
    String seal(String table, String key) {
        return seal(account, table, key);
    }

    static String seal(AccountId account, String table, String key) {
        return String.join("|", account.value(), table, key);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
