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
    private static final HotStatement<Arn> FIND = HotStatement.query(
            "SELECT policy_arn FROM permissions_boundary WHERE account_id = ? AND owner_id = ?",
            row -> Arn.parse(row.getString(1)));

    private final Scope scope;

    JdbiBoundaries(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void put(UniqueId owner, Arn policy) {
        scope.lockOwner(owner.value());
        JdbiCustomerPolicies.lock(scope, policy, "Scope ARN:");
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
        return FIND.find(scope.handle(), scope.account().value(), owner.value());
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
                        SELECT policy_arn, coalesce(document, '') AS document FROM permissions_boundary b
                        LEFT JOIN managed_policy p ON p.account_id = b.account_id AND p.arn = b.policy_arn
                        LEFT JOIN policy_version v ON v.account_id = p.account_id AND v.policy_id = p.policy_id
                          AND v.version = p.default_version
                        WHERE b.account_id = :account AND b.owner_id = :owner""")
                .bind("owner", owner.value())
                .map((row, context) ->
                        new HeldPolicy(owner, false, row.getString("policy_arn"), row.getString("document")))
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

    @Override
    public int uses(Arn policy) {
        return scope.query(
                        "SELECT count(*) FROM permissions_boundary WHERE account_id = :account AND policy_arn = :arn")
                .bind("arn", policy.toString())
                .mapTo(int.class)
                .one();
    }
}
