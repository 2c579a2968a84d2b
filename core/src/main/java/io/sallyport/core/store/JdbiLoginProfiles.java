// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.LoginProfiles;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiLoginProfiles implements LoginProfiles {
    private static final String ONE = "SELECT * FROM login_profile WHERE account_id = :account AND owner_id = :owner";

    private final Scope scope;

    JdbiLoginProfiles(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(LoginProfile profile, String ownerName) {
        scope.lockOwner(profile.owner().value());
        int added = scope.update("""
                        INSERT INTO login_profile
                            (account_id, owner_id, password_hash, must_change, created_at, changed_at)
                        VALUES (:account, :owner, :hash, :change, :created, :changed)
                        ON CONFLICT (account_id, owner_id) DO NOTHING""")
                .bind("owner", profile.owner().value())
                .bind("hash", profile.hash().encoded())
                .bind("change", profile.mustChange())
                .bind("created", profile.createdAt().toEpochMilli())
                .bind("changed", profile.changedAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS, "Login Profile for user " + ownerName + " already exists.");
        }
    }

    @Override
    public Optional<LoginProfile> find(UniqueId owner) {
        return read(scope.query(ONE), owner);
    }

    @Override
    public Optional<LoginProfile> lock(UniqueId owner) {
        return read(scope.queryForUpdate(ONE), owner);
    }

    private static Optional<LoginProfile> read(Query one, UniqueId owner) {
        return one.bind("owner", owner.value()).map(JdbiLoginProfiles::profile).findOne();
    }

    static LoginProfile profile(ResultSet row, StatementContext context) throws SQLException {
        return new LoginProfile(
                new UniqueId(row.getString("owner_id")),
                new PasswordHash(row.getString("password_hash")),
                row.getBoolean("must_change"),
                Scope.instant(row, "created_at"),
                Scope.instant(row, "changed_at"));
    }

    @Override
    public List<PasswordHash> earlier(UniqueId owner) {
        return scope.query("""
                        SELECT password_hash FROM password_history
                        WHERE account_id = :account AND owner_id = :owner ORDER BY number DESC""")
                .bind("owner", owner.value())
                .map((row, context) -> new PasswordHash(row.getString("password_hash")))
                .list();
    }

    @Override
    public void change(UniqueId owner, PasswordHash hash, boolean mustChange, Instant at, int remembered) {
        lock(owner).ifPresent(old -> remember(old, remembered));
        scope.update("""
                        UPDATE login_profile SET password_hash = :hash, must_change = :change, changed_at = :at
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .bind("hash", hash.encoded())
                .bind("change", mustChange)
                .bind("at", at.toEpochMilli())
                .execute();
        endWhatItOpened(owner);
    }

    @Override
    public void requireChange(UniqueId owner, boolean mustChange) {
        scope.update("""
                        UPDATE login_profile SET must_change = :change
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .bind("change", mustChange)
                .execute();
    }

    @Override
    public boolean remove(UniqueId owner, int remembered) {
        Optional<LoginProfile> old = lock(owner);
        old.ifPresent(profile -> {
            remember(profile, remembered);
            deleteFrom("login_profile", owner);
            endWhatItOpened(owner);
        });
        return old.isPresent();
    }

    /** Numbers only grow, so the highest are the latest. */
    private void remember(LoginProfile replaced, int remembered) {
        String owner = replaced.owner().value();
        int latest = scope.count("""
                        SELECT coalesce(max(number), 0) FROM password_history
                        WHERE account_id = :account AND owner_id = :owner""", owner);
        if (remembered > 0) {
            scope.update("""
                            INSERT INTO password_history (account_id, owner_id, number, password_hash)
                            VALUES (:account, :owner, :number, :hash)""")
                    .bind("owner", owner)
                    .bind("number", latest + 1)
                    .bind("hash", replaced.hash().encoded())
                    .execute();
        }
        scope.update("""
                        DELETE FROM password_history
                        WHERE account_id = :account AND owner_id = :owner AND number <= :forgotten""")
                .bind("owner", owner)
                .bind("forgotten", latest + 1 - remembered)
                .execute();
    }

    private void endWhatItOpened(UniqueId owner) {
        deleteFrom("ceremony", owner);
        deleteFrom("browser_session", owner);
    }

    private void deleteFrom(String table, UniqueId owner) {
        scope.update("DELETE FROM " + table + " WHERE account_id = :account AND owner_id = :owner")
                .bind("owner", owner.value())
                .execute();
    }
}
