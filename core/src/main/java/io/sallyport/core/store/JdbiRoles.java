// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Roles;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiRoles implements Roles {
    private final Scope scope;
    private final NamedTable<Role> table;

    JdbiRoles(Scope scope) {
        this.scope = scope;
        this.table = new NamedTable<>(
                scope, "iam_role", JdbiRoles::role, role -> role.name().key());
    }

    @Override
    public void add(Role role) {
        table.requireRoom("RolesPerAccount", QUOTA);
        int added = scope.update("""
                        INSERT INTO iam_role (account_id, role_id, name, name_key, path, created_at, trust_policy,
                          description, max_session, linked_service)
                        VALUES (:account, :id, :name, :key, :path, :created, :trust, :description, :session, :service)
                        ON CONFLICT (account_id, name_key) DO NOTHING""")
                .bind("id", role.id().value())
                .bind("name", role.name().value())
                .bind("key", role.name().key())
                .bind("path", role.path().value())
                .bind("created", role.createdAt().toEpochMilli())
                .bind("trust", role.trustPolicy())
                .bind("description", role.description())
                .bind("session", role.maxSession().toSeconds())
                .bind("service", role.linkedService())
                .execute();
        if (added == 0) {
            throw new IamException(Kind.ENTITY_ALREADY_EXISTS, "Role with name " + role.name() + " already exists.");
        }
    }

    @Override
    public Optional<Role> find(RoleName name) {
        return table.find(name.key());
    }

    @Override
    public Optional<Role> find(UniqueId id) {
        return scope.query("SELECT * FROM iam_role WHERE account_id = :account AND role_id = :id")
                .bind("id", id.value())
                .map(JdbiRoles::role)
                .findOne();
    }

    @Override
    public Page<Role> list(String pathPrefix, PageRequest page) {
        return table.list(pathPrefix, page);
    }

    @Override
    public void describe(UniqueId id, String description) {
        scope.update("UPDATE iam_role SET description = :to WHERE account_id = :account AND role_id = :id")
                .bind("to", description)
                .bind("id", id.value())
                .execute();
    }

    @Override
    public void limitSessions(UniqueId id, Duration maxSession) {
        scope.update("UPDATE iam_role SET max_session = :to WHERE account_id = :account AND role_id = :id")
                .bind("to", maxSession.toSeconds())
                .bind("id", id.value())
                .execute();
    }

    @Override
    public void trust(UniqueId id, String trustPolicy) {
        scope.update("UPDATE iam_role SET trust_policy = :to WHERE account_id = :account AND role_id = :id")
                .bind("to", trustPolicy)
                .bind("id", id.value())
                .execute();
    }

    /** What may be left of a role, in the order AWS names it. */
    private enum Left {
        INLINE("inline_policy WHERE account_id = :account AND holder_id = :owner", "delete policies"),
        ATTACHED("attached_policy WHERE account_id = :account AND holder_id = :owner", "detach all policies"),
        PROFILES(
                "instance_profile WHERE account_id = :account AND role_id = :owner",
                "remove roles from instance profile");

        private final String rows;
        private final String what;

        Left(String rows, String what) {
            this.rows = rows;
            this.what = what;
        }
    }

    @Override
    public void remove(Role role) {
        String id = role.id().value();
        scope.lockOwner(id);
        for (Left left : Left.values()) {
            if (scope.count("SELECT count(*) FROM " + left.rows, id) > 0) {
                throw new IamException(Kind.DELETE_CONFLICT, "Cannot delete entity, must " + left.what + " first.");
            }
        }
        delete(id);
    }

    @Override
    public void removeLinked(Role role, String taskId, Instant at) {
        String id = role.id().value();
        scope.lockOwner(id);
        scope.update("DELETE FROM attached_policy WHERE account_id = :account AND holder_id = :owner")
                .bind("owner", id)
                .execute();
        delete(id);
        scope.update("INSERT INTO role_deletion (account_id, task_id, deleted_at) VALUES (:account, :task, :at)")
                .bind("task", taskId)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    private void delete(String id) {
        for (String table : new String[] {"access_record", "session_cutoff", "tag", "permissions_boundary"}) {
            scope.update("DELETE FROM " + table + " WHERE account_id = :account AND owner_id = :owner")
                    .bind("owner", id)
                    .execute();
        }
        scope.update("DELETE FROM iam_role WHERE account_id = :account AND role_id = :owner")
                .bind("owner", id)
                .execute();
    }

    @Override
    public boolean wasRemoved(String taskId) {
        return scope.count(
                        "SELECT count(*) FROM role_deletion WHERE account_id = :account AND task_id = :owner", taskId)
                > 0;
    }

    static Role role(ResultSet row, StatementContext context) throws SQLException {
        return new Role(
                new UniqueId(row.getString("role_id")),
                new RoleName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Scope.instant(row, "created_at"),
                row.getString("trust_policy"),
                row.getString("description"),
                Duration.ofSeconds(row.getLong("max_session")),
                row.getString("linked_service"));
    }
}
