// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.LoginProfiles;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.name.UniqueId;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

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
                        INSERT INTO login_profile (account_id, owner_id, password_hash, must_change, created_at)
                        VALUES (:account, :owner, :hash, :change, :created)
                        ON CONFLICT (account_id, owner_id) DO NOTHING""")
                .bind("owner", profile.owner().value())
                .bind("hash", profile.hash().encoded())
                .bind("change", profile.mustChange())
                .bind("created", profile.createdAt().toEpochMilli())
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
        return one.bind("owner", owner.value())
                .map((row, context) -> new LoginProfile(
                        owner,
                        new PasswordHash(row.getString("password_hash")),
                        row.getBoolean("must_change"),
                        Scope.instant(row, "created_at")))
                .findOne();
    }

    @Override
    public void change(UniqueId owner, PasswordHash hash, boolean mustChange) {
        scope.update("""
                        UPDATE login_profile SET password_hash = :hash, must_change = :change
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .bind("hash", hash.encoded())
                .bind("change", mustChange)
                .execute();
        scope.update("DELETE FROM ceremony WHERE account_id = :account AND owner_id = :owner")
                .bind("owner", owner.value())
                .execute();
    }
}
