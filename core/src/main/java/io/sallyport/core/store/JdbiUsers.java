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
import java.util.List;
import java.util.Optional;

final class JdbiUsers implements Users {
    private static final String COLUMNS = "user_id, name, path, iam_user.created_at, password_last_used";

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
            throw new IamException(Kind.ENTITY_ALREADY_EXISTS, "User with name " + user.name() + " already exists.");
        }
    }

    @Override
    public Optional<User> find(UserName name) {
        return BY_NAME.find(scope.handle(), scope.account().value(), name.key());
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

    /** What may be left of a user, in the order AWS names it. */
    private enum Left {
        INLINE("inline_policy WHERE account_id = :account AND holder_id = :owner", "delete policies"),
        ATTACHED("attached_policy WHERE account_id = :account AND holder_id = :owner", "detach all policies"),
        KEYS("access_key WHERE account_id = :account AND owner_id = :owner", "delete access keys"),
        DEVICES("mfa_device WHERE account_id = :account AND owner_id = :owner", "delete MFA device"),
        PROFILE("login_profile WHERE account_id = :account AND owner_id = :owner", "delete login profile"),
        GROUPS("group_member WHERE account_id = :account AND user_id = :owner", "remove users from group");

        private final String rows;
        private final String what;

        Left(String rows, String what) {
            this.rows = rows;
            this.what = what;
        }
    }

    @Override
    public void remove(User user) {
        String id = user.id().value();
        scope.lockOwner(id);
        for (Left left : Left.values()) {
            if (scope.count("SELECT count(*) FROM " + left.rows, id) > 0) {
                throw new IamException(Kind.DELETE_CONFLICT, "Cannot delete entity, must " + left.what + " first.");
            }
        }
        for (String table : new String[] {"ceremony", "browser_session", "session_cutoff", "tag"}) {
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

    private static User user(ResultSet row) throws SQLException {
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
