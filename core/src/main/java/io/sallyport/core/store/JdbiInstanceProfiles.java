// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.InstanceProfiles;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiInstanceProfiles implements InstanceProfiles {
    static final String SELECT = """
            SELECT p.profile_id, p.name AS profile_name, p.path AS profile_path, p.created_at AS profile_created_at, r.*
            FROM instance_profile p LEFT JOIN iam_role r ON r.account_id = p.account_id AND r.role_id = p.role_id
            WHERE p.account_id = :account""";

    private final Scope scope;

    JdbiInstanceProfiles(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(InstanceProfile profile) {
        scope.lockAccount();
        int profiles = scope.query("SELECT count(*) FROM instance_profile WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (profiles >= QUOTA) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for InstanceProfilesPerAccount: " + QUOTA);
        }
        int added = scope.update("""
                        INSERT INTO instance_profile (account_id, profile_id, name, name_key, path, created_at)
                        VALUES (:account, :id, :name, :key, :path, :created)
                        ON CONFLICT (account_id, name_key) DO NOTHING""")
                .bind("id", profile.id().value())
                .bind("name", profile.name().value())
                .bind("key", profile.name().key())
                .bind("path", profile.path().value())
                .bind("created", profile.createdAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS, "Instance Profile " + profile.name() + " already exists.");
        }
    }

    @Override
    public Optional<InstanceProfile> find(InstanceProfileName name) {
        return scope.query(SELECT + " AND p.name_key = :key")
                .bind("key", name.key())
                .map(JdbiInstanceProfiles::profile)
                .findOne();
    }

    @Override
    public Page<InstanceProfile> list(String pathPrefix, PageRequest page) {
        List<InstanceProfile> read = scope.query(SELECT + """
                         AND p.name_key > :after AND substr(p.path, 1, length(:prefix)) = :prefix
                        ORDER BY p.name_key LIMIT :limit""")
                .bind("after", page.after())
                .bind("prefix", pathPrefix)
                .bind("limit", page.limit())
                .map(JdbiInstanceProfiles::profile)
                .list();
        return page.cut(read, profile -> profile.name().key());
    }

    @Override
    public Page<InstanceProfile> of(UniqueId role, PageRequest page) {
        List<InstanceProfile> read = scope.query(SELECT + """
                         AND p.role_id = :role AND p.name_key > :after
                        ORDER BY p.name_key LIMIT :limit""")
                .bind("role", role.value())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map(JdbiInstanceProfiles::profile)
                .list();
        return page.cut(read, profile -> profile.name().key());
    }

    @Override
    public void putRole(InstanceProfile profile, Role role) {
        // Whoever deletes either of them at the same time waits, and finds it in use; or this finds it gone.
        scope.lockOwner(role.id().value());
        scope.lockOwner(profile.id().value());
        int changed = scope.update("""
                        UPDATE instance_profile SET role_id = :role
                        WHERE account_id = :account AND profile_id = :id AND role_id IS NULL""")
                .bind("role", role.id().value())
                .bind("id", profile.id().value())
                .execute();
        if (changed == 0) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
    }

    @Override
    public boolean takeRole(InstanceProfile profile, Role role) {
        return scope.update("""
                        UPDATE instance_profile SET role_id = NULL
                        WHERE account_id = :account AND profile_id = :id AND role_id = :role""")
                        .bind("role", role.id().value())
                        .bind("id", profile.id().value())
                        .execute()
                > 0;
    }

    @Override
    public void remove(InstanceProfile profile) {
        String id = profile.id().value();
        scope.lockOwner(id);
        int removed = scope.update("""
                        DELETE FROM instance_profile
                        WHERE account_id = :account AND profile_id = :owner AND role_id IS NULL""").bind("owner", id).execute();
        if (removed == 0) {
            throw new IamException(
                    Kind.DELETE_CONFLICT, "Cannot delete entity, must remove roles from instance profile first.");
        }
        scope.update("DELETE FROM tag WHERE account_id = :account AND owner_id = :owner")
                .bind("owner", id)
                .execute();
    }

    static InstanceProfile profile(ResultSet row, StatementContext context) throws SQLException {
        return new InstanceProfile(
                new UniqueId(row.getString("profile_id")),
                new InstanceProfileName(row.getString("profile_name")),
                new EntityPath(row.getString("profile_path")),
                Scope.instant(row, "profile_created_at"),
                row.getString("role_id") == null ? null : JdbiRoles.role(row, context));
    }
}
