// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.identity.Boundaries;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class JdbiBoundaries implements Boundaries {
    private final Scope scope;

    JdbiBoundaries(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void put(UniqueId owner, Arn policy) {
        scope.lockOwner(owner.value());
        scope.update("""
                        INSERT INTO permissions_boundary (account_id, owner_id, policy_arn)
                        VALUES (:account, :owner, :arn)
                        ON CONFLICT (account_id, owner_id) DO UPDATE SET policy_arn = excluded.policy_arn""")
                .bind("owner", owner.value())
                .bind("arn", policy.toString())
                .execute();
    }

    @Override
    public Optional<Arn> find(UniqueId owner) {
        return applyingTo(owner).map(held -> Arn.parse(held.reference()));
    }

    @Override
    public boolean remove(UniqueId owner) {
        return scope.update("DELETE FROM permissions_boundary WHERE account_id = :account AND owner_id = :owner")
                        .bind("owner", owner.value())
                        .execute()
                > 0;
    }

    @Override
    public Optional<HeldPolicy> applyingTo(UniqueId owner) {
        return scope.query("""
                        SELECT policy_arn FROM permissions_boundary
                        WHERE account_id = :account AND owner_id = :owner""")
                .bind("owner", owner.value())
                .map((row, context) -> new HeldPolicy(owner, false, row.getString("policy_arn"), ""))
                .findOne();
    }

    @Override
    public Map<Arn, Integer> uses() {
        return scope.query("SELECT policy_arn, count(*) AS uses FROM permissions_boundary WHERE account_id = :account"
                        + " GROUP BY policy_arn")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(
                            Arn.parse(row.getColumn("policy_arn", String.class)), row.getColumn("uses", Integer.class));
                    return counts;
                });
    }
}
