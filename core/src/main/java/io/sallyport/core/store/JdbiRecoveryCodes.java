// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.RecoveryCodes;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

final class JdbiRecoveryCodes implements RecoveryCodes {
    private final Scope scope;

    JdbiRecoveryCodes(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void replace(UniqueId owner, List<String> hashes, Instant at) {
        // Two at once wait for each other: the last one's codes count.
        scope.lockOwner(owner.value());
        remove(owner);
        PreparedBatch codes = scope.batch(
                "INSERT INTO recovery_code (account_id, owner_id, hash, made_at) VALUES (:account, :owner, :hash, :at)");
        for (String hash : hashes) {
            codes.bind("account", scope.account().value())
                    .bind("owner", owner.value())
                    .bind("hash", hash)
                    .bind("at", at.toEpochMilli())
                    .add();
        }
        codes.execute();
    }

    @Override
    public Optional<Stock> of(UniqueId owner) {
        return scope.query("""
                        SELECT max(made_at) AS made_at, count(*) - count(used_at) AS unused FROM recovery_code
                        WHERE account_id = :account AND owner_id = :owner GROUP BY owner_id""")
                .bind("owner", owner.value())
                .map((row, context) -> new Stock(row.getInt("unused"), Scope.instant(row, "made_at")))
                .findOne();
    }

    @Override
    public boolean use(UniqueId owner, String hash, Instant at) {
        return scope.update("""
                                UPDATE recovery_code SET used_at = :at
                                WHERE account_id = :account AND owner_id = :owner AND hash = :hash
                                  AND used_at IS NULL""")
                        .bind("owner", owner.value())
                        .bind("hash", hash)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    @Override
    public boolean wasUsed(UniqueId owner, String hash) {
        return scope.query("""
                        SELECT count(*) FROM recovery_code
                        WHERE account_id = :account AND owner_id = :owner AND hash = :hash AND used_at IS NOT NULL""")
                        .bind("owner", owner.value())
                        .bind("hash", hash)
                        .mapTo(int.class)
                        .one()
                == 1;
    }

    @Override
    public boolean remove(UniqueId owner) {
        return scope.update("DELETE FROM recovery_code WHERE account_id = :account AND owner_id = :owner")
                        .bind("owner", owner.value())
                        .execute()
                > 0;
    }

    @Override
    public void announce(DeviceNotice notice, UniqueId owner, int left, Instant at) {
        new JdbiWebhooks(scope).announce(notice, owner, left, at);
    }
}
