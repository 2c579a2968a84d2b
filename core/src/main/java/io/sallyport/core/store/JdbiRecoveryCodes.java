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
        scope.update("""
                        INSERT INTO recovery_code_set (account_id, owner_id, made_at, failures, locked_until)
                        VALUES (:account, :owner, :at, 0, 0)""")
                .bind("owner", owner.value())
                .bind("at", at.toEpochMilli())
                .execute();
        PreparedBatch codes = scope.batch(
                "INSERT INTO recovery_code (account_id, owner_id, hash) VALUES (:account, :owner, :hash)");
        for (String hash : hashes) {
            codes.bind("account", scope.account().value())
                    .bind("owner", owner.value())
                    .bind("hash", hash)
                    .add();
        }
        codes.execute();
    }

    @Override
    public Optional<Stock> of(UniqueId owner) {
        return scope.query("""
                        SELECT made_at,
                            (SELECT count(*) FROM recovery_code c
                             WHERE c.account_id = :account AND c.owner_id = :owner AND c.used_at IS NULL) AS unused
                        FROM recovery_code_set WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .map((row, context) -> new Stock(row.getInt("unused"), Scope.instant(row, "made_at")))
                .findOne();
    }

    @Override
    public Optional<Tries> lock(UniqueId owner) {
        return scope.queryForUpdate("""
                        SELECT failures, locked_until FROM recovery_code_set
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .map((row, context) -> new Tries(row.getInt("failures"), Scope.instant(row, "locked_until")))
                .findOne();
    }

    @Override
    public boolean use(UniqueId owner, String hash, Instant at) {
        int used = scope.update("""
                        UPDATE recovery_code SET used_at = :at
                        WHERE account_id = :account AND owner_id = :owner AND hash = :hash AND used_at IS NULL""")
                .bind("owner", owner.value())
                .bind("hash", hash)
                .bind("at", at.toEpochMilli())
                .execute();
        if (used == 0) {
            return false;
        }
        scope.update("""
                        UPDATE recovery_code_set SET failures = 0, locked_until = 0
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .execute();
        return true;
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
    public void failed(UniqueId owner, Instant lockedUntil) {
        scope.update("""
                        UPDATE recovery_code_set SET failures = failures + 1, locked_until = :until
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .bind("until", lockedUntil.toEpochMilli())
                .execute();
    }

    @Override
    public boolean remove(UniqueId owner) {
        return scope.update("DELETE FROM recovery_code_set WHERE account_id = :account AND owner_id = :owner")
                        .bind("owner", owner.value())
                        .execute()
                == 1;
    }

    @Override
    public void announce(DeviceNotice notice, UniqueId owner, int left, Instant at) {
        new JdbiWebhooks(scope).announce(notice, owner, left, at);
    }
}
