// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.SshRsaKey;
import io.sallyport.core.credential.SshPublicKey;
import io.sallyport.core.credential.SshPublicKeys;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

final class JdbiSshPublicKeys implements SshPublicKeys {
    private static final String ONE = " WHERE account_id = :account AND owner_id = :owner AND key_id = :id";

    private final Scope scope;

    JdbiSshPublicKeys(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(SshPublicKey key) {
        scope.lockOwner(key.owner().value());
        int keys = scope.count(
                "SELECT count(*) FROM ssh_public_key WHERE account_id = :account AND owner_id = :owner",
                key.owner().value());
        if (keys >= PER_USER) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for SSHPublicKeysPerUser: " + PER_USER);
        }
        int added = scope.update("""
                        INSERT INTO ssh_public_key (account_id, key_id, owner_id, body, key_digest, active, uploaded_at)
                        VALUES (:account, :id, :owner, :body, :digest, :active, :uploaded)
                        ON CONFLICT (account_id, owner_id, key_digest) DO NOTHING""")
                .bind("id", key.id().value())
                .bind("owner", key.owner().value())
                .bind("body", key.key().ssh())
                .bind("digest", key.key().digest())
                .bind("active", key.active())
                .bind("uploaded", key.uploadedAt().toEpochMilli())
                .execute();
        if (added == 0) {
            throw new IamException(
                    Kind.DUPLICATE_SSH_PUBLIC_KEY,
                    "The SSH public key is already associated with the specified IAM user.");
        }
    }

    @Override
    public SshPublicKey require(UniqueId owner, UniqueId id) {
        return scope.query("SELECT * FROM ssh_public_key" + ONE)
                .bind("owner", owner.value())
                .bind("id", id.value())
                .map(JdbiSshPublicKeys::key)
                .findOne()
                .orElseThrow(() -> missing(id));
    }

    @Override
    public Page<SshPublicKey> of(UniqueId owner, PageRequest page) {
        Chronological after = Chronological.after(page);
        List<SshPublicKey> read = scope.query("""
                        SELECT * FROM ssh_public_key
                        WHERE account_id = :account AND owner_id = :owner AND (uploaded_at, key_id) > (:at, :id)
                        ORDER BY uploaded_at, key_id LIMIT :limit""")
                .bind("owner", owner.value())
                .bind("at", after.at())
                .bind("id", after.id())
                .bind("limit", page.limit())
                .map(JdbiSshPublicKeys::key)
                .list();
        return page.cut(read, key -> Chronological.key(key.uploadedAt(), key.id()));
    }

    @Override
    public void setActive(UniqueId owner, UniqueId id, boolean active) {
        change(scope.update("UPDATE ssh_public_key SET active = :active" + ONE).bind("active", active), owner, id);
    }

    @Override
    public void remove(UniqueId owner, UniqueId id) {
        change(scope.update("DELETE FROM ssh_public_key" + ONE), owner, id);
    }

    private static void change(Update update, UniqueId owner, UniqueId id) {
        if (update.bind("owner", owner.value()).bind("id", id.value()).execute() == 0) {
            throw missing(id);
        }
    }

    private static IamException missing(UniqueId id) {
        return new IamException(Kind.NO_SUCH_ENTITY, "The Public Key with id " + id + " cannot be found.");
    }

    private static SshPublicKey key(ResultSet row, StatementContext context) throws SQLException {
        return new SshPublicKey(
                new UniqueId(row.getString("key_id")),
                new UniqueId(row.getString("owner_id")),
                SshRsaKey.read(row.getString("body")),
                row.getBoolean("active"),
                Scope.instant(row, "uploaded_at"));
    }
}
