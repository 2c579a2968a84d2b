// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.federation.OutboundAlgorithm;
import io.sallyport.core.federation.OutboundKey;
import io.sallyport.core.federation.OutboundKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbiOutboundKeys implements OutboundKeys {
    private static final String TABLE = "web_identity_key";

    private final Scope scope;

    JdbiOutboundKeys(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Optional<OutboundKey> current(OutboundAlgorithm algorithm) {
        return scope.query("""
                        SELECT key_id, created_at, public_key, secret FROM web_identity_key
                        WHERE account_id = :account AND algorithm = :algorithm AND replaced_at IS NULL""")
                .bind("algorithm", algorithm.name())
                .map((row, context) -> new OutboundKey(
                        row.getString("key_id"),
                        algorithm,
                        Scope.instant(row, "created_at"),
                        row.getString("public_key"),
                        scope.vault().open(row.getBytes("secret"), scope.seal(TABLE, row.getString("key_id")))))
                .findOne();
    }

    @Override
    public int count(OutboundAlgorithm algorithm) {
        return scope.query(
                        "SELECT count(*) FROM web_identity_key WHERE account_id = :account AND algorithm = :algorithm")
                .bind("algorithm", algorithm.name())
                .mapTo(int.class)
                .one();
    }

    @Override
    public boolean add(OutboundKey key) {
        scope.lockAccount();
        int added = scope.update("""
                        INSERT INTO web_identity_key (account_id, key_id, algorithm, created_at, public_key, secret)
                        VALUES (:account, :id, :algorithm, :created, :public, :secret)
                        ON CONFLICT (account_id, key_id) DO NOTHING""")
                .bind("id", key.keyId())
                .bind("algorithm", key.algorithm().name())
                .bind("created", key.createdAt().toEpochMilli())
                .bind("public", key.publicJwk())
                .bind("secret", scope.vault().seal(key.reveal(), scope.seal(TABLE, key.keyId())))
                .execute();
        if (added == 1) {
            scope.update("""
                            UPDATE web_identity_key SET replaced_at = :now
                            WHERE account_id = :account AND algorithm = :algorithm AND replaced_at IS NULL
                              AND key_id <> :id""")
                    .bind("now", key.createdAt().toEpochMilli())
                    .bind("algorithm", key.algorithm().name())
                    .bind("id", key.keyId())
                    .execute();
        }
        return added == 1;
    }

    @Override
    public List<String> published(Instant replacedAfter) {
        return scope.query("""
                        SELECT public_key FROM web_identity_key
                        WHERE account_id = :account AND (replaced_at IS NULL OR replaced_at > :after)
                        ORDER BY algorithm DESC, created_at, key_id""")
                .bind("after", replacedAfter.toEpochMilli())
                .mapTo(String.class)
                .list();
    }
}
