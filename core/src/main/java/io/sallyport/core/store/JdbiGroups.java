// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiGroups implements Groups {
    private final Scope scope;
    private final NamedTable<Group> table;

    JdbiGroups(Scope scope) {
        this.scope = scope;
        this.table = new NamedTable<>(
                scope, "iam_group", JdbiGroups::group, group -> group.name().key());
    }

    @Override
    public void add(Group group) {
        table.requireRoom("GroupsPerAccount", QUOTA);
        int added = scope.update("""
                        INSERT INTO iam_group (account_id, group_id, name, name_key, path, created_at)
                        VALUES (:account, :id, :name, :key, :path, :created)
                        ON CONFLICT (account_id, name_key) DO NOTHING""")
                .bind("id", group.id().value())
                .bind("name", group.name().value())
                .bind("key", group.name().key())
                .bind("path", group.path().value())
                .bind("created", group.createdAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw exists(group.name());
        }
    }

    @Override
    public Optional<Group> find(GroupName name) {
        return table.find(name.key());
    }

    @Override
    public Page<Group> list(String pathPrefix, PageRequest page) {
        return table.list(pathPrefix, page);
    }

    @Override
    public void rename(Group group, @Nullable GroupName name, @Nullable EntityPath path) {
        scope.lockOwner(group.id().value());
        // Names are given under this lock only, so that the statement sees every name that is taken.
        scope.lockAccount();
        int renamed = scope.update("""
                        UPDATE iam_group SET name = COALESCE(:name, name), name_key = COALESCE(:key, name_key),
                            path = COALESCE(:path, path)
                        WHERE account_id = :account AND group_id = :id AND NOT EXISTS (
                            SELECT 1 FROM iam_group
                            WHERE account_id = :account AND name_key = :key AND group_id <> :id)""")
                .bind("id", group.id().value())
                .bind("name", name == null ? null : name.value())
                .bind("key", name == null ? null : name.key())
                .bind("path", path == null ? null : path.value())
                .execute();
        if (renamed == 0 && name != null) {
            throw exists(name);
        }
    }

    private static IamException exists(GroupName name) {
        return new IamException(Kind.ENTITY_ALREADY_EXISTS, "Group with name " + name + " already exists.");
    }

    @Override
    public void remove(Group group) {
        String id = group.id().value();
        scope.lockOwner(id);
        Leftover.refuse(scope, id, EnumSet.of(Leftover.INLINE, Leftover.ATTACHED, Leftover.MEMBERS));
        scope.update("DELETE FROM iam_group WHERE account_id = :account AND group_id = :owner")
                .bind("owner", id)
                .execute();
    }

    @Override
    public void addMember(Group group, User user) {
        scope.lockOwner(user.id().value());
        scope.lockOwner(group.id().value());
        int others = scope.query("""
                        SELECT count(*) FROM group_member
                        WHERE account_id = :account AND user_id = :user AND group_id <> :group""")
                .bind("user", user.id().value())
                .bind("group", group.id().value())
                .mapTo(int.class)
                .one();
        if (others >= PER_USER) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for GroupsPerUser: " + PER_USER);
        }
        scope.update("""
                        INSERT INTO group_member (account_id, user_id, group_id) VALUES (:account, :user, :group)
                        ON CONFLICT DO NOTHING""")
                .bind("user", user.id().value())
                .bind("group", group.id().value())
                .execute();
    }

    @Override
    public void removeMember(Group group, User user) {
        scope.update("""
                        DELETE FROM group_member
                        WHERE account_id = :account AND user_id = :user AND group_id = :group""")
                .bind("user", user.id().value())
                .bind("group", group.id().value())
                .execute();
    }

    @Override
    public Page<User> members(UniqueId group, PageRequest page) {
        List<User> read = scope.query("SELECT " + JdbiUsers.COLUMNS + """
                         FROM iam_user JOIN group_member USING (account_id, user_id)
                        WHERE account_id = :account AND group_id = :group AND name_key > :after
                        ORDER BY name_key LIMIT :limit""")
                .bind("group", group.value())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> JdbiUsers.user(row))
                .list();
        return page.cut(read, user -> user.name().key());
    }

    @Override
    public Page<Group> of(UniqueId user, PageRequest page) {
        List<Group> read = scope.query("""
                        SELECT g.* FROM iam_group g JOIN group_member m USING (account_id, group_id)
                        WHERE account_id = :account AND m.user_id = :user AND g.name_key > :after
                        ORDER BY g.name_key LIMIT :limit""")
                .bind("user", user.value())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map(JdbiGroups::group)
                .list();
        return page.cut(read, group -> group.name().key());
    }

    private static Group group(ResultSet row, StatementContext context) throws SQLException {
        return new Group(
                new UniqueId(row.getString("group_id")),
                new GroupName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Scope.instant(row, "created_at"));
    }
}
