// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.User;
import io.sallyport.core.identity.Users;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiUsers implements Users {
    private final Scope scope;

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
        return scope.query("SELECT * FROM iam_user WHERE account_id = :account AND name_key = :key")
                .bind("key", name.key())
                .map(JdbiUsers::user)
                .findOne();
    }

    @Override
    public Optional<User> find(UniqueId id) {
        return scope.query("SELECT * FROM iam_user WHERE account_id = :account AND user_id = :id")
                .bind("id", id.value())
                .map(JdbiUsers::user)
                .findOne();
    }

    @Override
    public Page<User> list(String pathPrefix, PageRequest page) {
        List<User> read = scope.query("""
                        SELECT * FROM iam_user
                        WHERE account_id = :account AND name_key > :after
                          AND substr(path, 1, length(:prefix)) = :prefix
                        ORDER BY name_key LIMIT :limit""")
                .bind("after", page.after())
                .bind("prefix", pathPrefix)
                .bind("limit", page.limit())
                .map(JdbiUsers::user)
                .list();
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
            "ceremony", "browser_session", "session_cutoff", "tag", "password_history", "permissions_boundary"
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
        scope.update("UPDATE iam_user SET password_last_used = :at WHERE account_id = :account AND user_id = :id")
                .bind("at", at.toEpochMilli())
                .bind("id", id.value())
                .execute();
    }

    static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                new UniqueId(row.getString("user_id")),
                new UserName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Scope.instant(row, "created_at"),
                Scope.instantOrNull(row, "password_last_used"));
    }
}
