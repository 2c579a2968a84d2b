// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.User;
import io.sallyport.core.identity.Users;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JdbiUsers implements Users {
    /** In this order, of {@code iam_user} in whatever query. */
    static final String COLUMNS = "user_id, name, path, iam_user.created_at, password_last_used";

    private static final HotStatement<User> BY_NAME = HotStatement.query(
            "SELECT " + COLUMNS + " FROM iam_user WHERE account_id = ? AND name_key = ?", JdbiUsers::user);

    private static final HotStatement<User> BY_ID = HotStatement.query(
            "SELECT " + COLUMNS + " FROM iam_user WHERE account_id = ? AND user_id = ?", JdbiUsers::user);

    private static final HotStatement<User> BY_ACTIVE_KEY =
            HotStatement.query("SELECT " + COLUMNS + """
             FROM access_key JOIN iam_user USING (account_id)
            WHERE account_id = ? AND key_id = ? AND active AND user_id = owner_id""", JdbiUsers::user);

    private static final HotStatement<User> LIST = HotStatement.query("SELECT " + COLUMNS + """
             FROM iam_user
            WHERE account_id = ? AND name_key > ? AND substr(path, 1, ?) = ? ORDER BY name_key LIMIT ?""", JdbiUsers::user);

    private final Scope scope;

    /** What was found last in a transaction that reads: who is authorised on a user looks her up before the action does. */
    private @Nullable User found;

    JdbiUsers(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(User user) {
        scope.lockAccount();
        int users = scope.query("SELECT count(*) FROM iam_user WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (users >= QUOTA) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for UsersPerAccount: " + QUOTA);
        }
        int added = scope.update("""
                        INSERT INTO iam_user (account_id, user_id, name, name_key, path, created_at)
                        VALUES (:account, :id, :name, :key, :path, :created)
                        ON CONFLICT (account_id, name_key) DO NOTHING""")
                .bind("id", user.id().value())
                .bind("name", user.name().value())
                .bind("key", user.name().key())
                .bind("path", user.path().value())
                .bind("created", user.createdAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw exists(user.name());
        }
    }

    @Override
    public Optional<User> find(UserName name) {
        if (found != null && found.name().key().equals(name.key())) {
            return Optional.of(found);
        }
        Optional<User> user = BY_NAME.find(scope.handle(), scope.account().value(), name.key());
        if (scope.reading()) {
            found = user.orElse(null);
        }
        return user;
    }

    @Override
    public Optional<User> find(UniqueId id) {
        return BY_ID.find(scope.handle(), scope.account().value(), id.value());
    }

    @Override
    public Optional<User> byActiveKey(AccessKeyId key) {
        return BY_ACTIVE_KEY.find(scope.handle(), scope.account().value(), key.value());
    }

    @Override
    public Page<User> list(String pathPrefix, PageRequest page) {
        List<User> read = LIST.list(
                scope.handle(), scope.account().value(), page.after(), pathPrefix.length(), pathPrefix, page.limit());
        return page.cut(read, user -> user.name().key());
    }

    @Override
    public void rename(User user, @Nullable UserName name, @Nullable EntityPath path) {
        scope.lockOwner(user.id().value());
        // Names are given under this lock only, so that the statement sees every name that is taken.
        scope.lockAccount();
        int renamed = scope.update("""
                        UPDATE iam_user SET name = COALESCE(:name, name), name_key = COALESCE(:key, name_key),
                            path = COALESCE(:path, path)
                        WHERE account_id = :account AND user_id = :id AND NOT EXISTS (
                            SELECT 1 FROM iam_user WHERE account_id = :account AND name_key = :key AND user_id <> :id)""")
                .bind("id", user.id().value())
                .bind("name", name == null ? null : name.requireGivable().value())
                .bind("key", name == null ? null : name.key())
                .bind("path", path == null ? null : path.value())
                .execute();
        if (renamed == 0 && name != null) {
            throw exists(name);
        }
    }

    private static IamException exists(UserName name) {
        return new IamException(Kind.ENTITY_ALREADY_EXISTS, "User with name " + name + " already exists.");
    }

    @Override
    public void remove(User user) {
        String id = user.id().value();
        scope.lockOwner(id);
        Leftover.refuse(scope, id, EnumSet.complementOf(EnumSet.of(Leftover.MEMBERS)));
        for (String table : new String[] {
            "access_record",
            "ceremony",
            "browser_session",
            "session_cutoff",
            "tag",
            "password_history",
            "recovery_code",
            "permissions_boundary",
            "wrong_tries"
        }) {
            scope.update("DELETE FROM " + table + " WHERE account_id = :account AND owner_id = :owner")
                    .bind("owner", id)
                    .execute();
        }
        scope.update("DELETE FROM iam_user WHERE account_id = :account AND user_id = :owner")
                .bind("owner", id)
                .execute();
    }

    @Override
    public void passwordUsed(UniqueId id, Instant at) {
        if (id.isRoot()) {
            scope.update("UPDATE account SET root_password_last_used = :at WHERE account_id = :account")
                    .bind("at", at.toEpochMilli())
                    .execute();
            return;
        }
        scope.update("UPDATE iam_user SET password_last_used = :at WHERE account_id = :account AND user_id = :id")
                .bind("at", at.toEpochMilli())
                .bind("id", id.value())
                .execute();
    }

    /** @param row of {@link #COLUMNS} */
    static User user(ResultSet row) throws SQLException {
        long millis = row.getLong(5);
        Instant passwordLastUsed = row.wasNull() ? null : Instant.ofEpochMilli(millis);
        return new User(
                new UniqueId(row.getString(1)),
                new UserName(row.getString(2)),
                new EntityPath(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                passwordLastUsed);
    }
}
