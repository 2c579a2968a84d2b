// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.AccessKeys;
import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.credential.SealedAccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiAccessKeys implements AccessKeys {
    private static final String TABLE = "access_key";

    /** Every request that a long-term key signs begins with it. */
    private static final HotStatement<SealedAccessKey> ANYWHERE = HotStatement.query(
            """
            SELECT account_id, key_id, owner_id, active, created_at, secret FROM directory
            JOIN access_key USING (account_id)
            WHERE kind = 'key' AND name = ? AND key_id = name""",
            row -> new SealedAccessKey(
                    new AccountId(row.getString(1)),
                    new AccessKey(
                            new AccessKeyId(row.getString(2)),
                            new UniqueId(row.getString(3)),
                            row.getBoolean(4),
                            Instant.ofEpochMilli(row.getLong(5))),
                    Bytes.of(row.getBytes(6))));

    private final Scope scope;

    JdbiAccessKeys(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(AccessKey key, SecretAccessKey secret) {
        scope.lockOwner(key.owner().value());
        int keys = scope.count(
                "SELECT count(*) FROM access_key WHERE account_id = :account AND owner_id = :owner",
                key.owner().value());
        if (keys >= PER_OWNER) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for AccessKeysPerUser: " + PER_OWNER);
        }
        if (!Directory.claim(scope, Directory.Kind.KEY, key.id().value())) {
            throw new IamException(Kind.CONCURRENT_MODIFICATION, "that access key id is taken, try again");
        }
        scope.update("""
                        INSERT INTO access_key (account_id, key_id, owner_id, active, created_at, secret)
                        VALUES (:account, :id, :owner, :active, :created, :secret)""")
                .bind("id", key.id().value())
                .bind("owner", key.owner().value())
                .bind("active", key.active())
                .bind("created", key.createdAt().toEpochMilli())
                .bind(
                        "secret",
                        scope.vault().seal(secret.reveal().getBytes(StandardCharsets.US_ASCII), context(key.id())))
                .execute();
    }

    @Override
    public Optional<AccessKey> find(AccessKeyId id) {
        return scope.query("SELECT * FROM access_key WHERE account_id = :account AND key_id = :id")
                .bind("id", id.value())
                .map(JdbiAccessKeys::key)
                .findOne();
    }

    @Override
    public SecretAccessKey secret(AccessKey key) {
        byte[] sealed = scope.query("SELECT secret FROM access_key WHERE account_id = :account AND key_id = :id")
                .bind("id", key.id().value())
                .mapTo(byte[].class)
                .one();
        return open(scope.vault(), sealed, context(key.id()));
    }

    static Optional<SealedAccessKey> anywhere(Handle handle, AccessKeyId id) {
        return ANYWHERE.find(handle, id.value());
    }

    static SecretAccessKey open(Vault vault, SealedAccessKey key) {
        return open(
                vault,
                key.secret().toArray(),
                Scope.seal(key.account(), TABLE, key.key().id().value()));
    }

    private static SecretAccessKey open(Vault vault, byte[] sealed, String context) {
        return SecretAccessKey.of(new String(vault.open(sealed, context), StandardCharsets.US_ASCII));
    }

    private String context(AccessKeyId id) {
        return scope.seal(TABLE, id.value());
    }

    @Override
    public void activate(UniqueId owner, AccessKeyId id, boolean active) {
        int changed = scope.update("""
                        UPDATE access_key SET active = :active
                        WHERE account_id = :account AND owner_id = :owner AND key_id = :id""")
                .bind("owner", owner.value())
                .bind("id", id.value())
                .bind("active", active)
                .execute();
        if (changed == 0) {
            throw notFound(id);
        }
    }

    private static IamException notFound(AccessKeyId id) {
        return new IamException(Kind.NO_SUCH_ENTITY, "The Access Key with id " + id + " cannot be found.");
    }

    @Override
    public void used(Map<AccessKeyId, KeyUse> uses) {
        // In one order on every node, so that two of them do not wait for each other.
        uses.entrySet().stream()
                .sorted(Comparator.comparing(use -> use.getKey().value()))
                .forEach(use -> used(use.getKey(), use.getValue()));
    }

    private void used(AccessKeyId id, KeyUse use) {
        scope.update("""
                        UPDATE access_key
                        SET last_used_at = :at, last_used_service = :service, last_used_region = :region
                        WHERE account_id = :account AND key_id = :id
                          AND (last_used_at IS NULL OR last_used_at <= :at)""")
                .bind("id", id.value())
                .bind("at", use.at().toEpochMilli())
                .bind("service", use.service())
                .bind("region", use.region())
                .execute();
    }

    @Override
    public Optional<KeyUse> lastUse(AccessKeyId id) {
        return scope.query("""
                        SELECT last_used_at, last_used_service, last_used_region FROM access_key
                        WHERE account_id = :account AND key_id = :id AND last_used_at IS NOT NULL""")
                .bind("id", id.value())
                .map((row, context) -> lastUse(row))
                .findOne();
    }

    /** Null for a key that was never used. */
    static @Nullable KeyUse lastUse(ResultSet row) throws SQLException {
        Instant at = Scope.instantOrNull(row, "last_used_at");
        return at == null
                ? null
                : new KeyUse(at, row.getString("last_used_service"), row.getString("last_used_region"));
    }

    @Override
    public Page<AccessKey> of(UniqueId owner, PageRequest page) {
        List<AccessKey> read = scope.query("""
                        SELECT * FROM access_key WHERE account_id = :account AND owner_id = :owner AND key_id > :after
                        ORDER BY key_id LIMIT :limit""")
                .bind("owner", owner.value())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map(JdbiAccessKeys::key)
                .list();
        return page.cut(read, key -> key.id().value());
    }

    @Override
    public void remove(UniqueId owner, AccessKeyId id) {
        int removed = scope.update("""
                        DELETE FROM access_key
                        WHERE account_id = :account AND owner_id = :owner AND key_id = :id""")
                .bind("owner", owner.value())
                .bind("id", id.value())
                .execute();
        if (removed == 0) {
            throw notFound(id);
        }
        Directory.release(scope, Directory.Kind.KEY, id.value());
    }

    private static AccessKey key(ResultSet row, StatementContext context) throws SQLException {
        return new AccessKey(
                new AccessKeyId(row.getString("key_id")),
                new UniqueId(row.getString("owner_id")),
                row.getBoolean("active"),
                Scope.instant(row, "created_at"));
    }
}
