// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.util.List;

final class JdbiPolicies implements Policies {
    private final Scope scope;

    JdbiPolicies(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void attach(UniqueId holder, Arn policy) {
        scope.lockOwner(holder.value());
        int others = scope.query("""
                        SELECT count(*) FROM attached_policy
                        WHERE account_id = :account AND holder_id = :holder AND policy_arn <> :arn""")
                .bind("holder", holder.value())
                .bind("arn", policy.toString())
                .mapTo(int.class)
                .one();
        if (others >= ATTACHED_PER_HOLDER) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED,
                    "Cannot exceed quota for "
                            + (holder.value().startsWith(UniqueId.Prefix.AIDA.name())
                                    ? "PoliciesPerUser"
                                    : "PoliciesPerGroup")
                            + ": " + ATTACHED_PER_HOLDER);
        }
        scope.update("""
                        INSERT INTO attached_policy (account_id, holder_id, policy_arn) VALUES (:account, :holder, :arn)
                        ON CONFLICT DO NOTHING""")
                .bind("holder", holder.value())
                .bind("arn", policy.toString())
                .execute();
    }

    @Override
    public void put(UniqueId holder, PolicyName name, String document, int size, int quota) {
        scope.lockOwner(holder.value());
        int others = scope.query("""
                        SELECT coalesce(sum(size), 0) FROM inline_policy
                        WHERE account_id = :account AND holder_id = :holder AND name_key <> :key""")
                .bind("holder", holder.value())
                .bind("key", name.key())
                .mapTo(int.class)
                .one();
        if (others + size > quota) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Maximum policy size of " + quota + " bytes exceeded for " + named(holder));
        }
        scope.update("""
                        INSERT INTO inline_policy (account_id, holder_id, name, name_key, document, size)
                        VALUES (:account, :holder, :name, :key, :document, :size)
                        ON CONFLICT (account_id, holder_id, name_key)
                        DO UPDATE SET document = excluded.document, size = excluded.size""")
                .bind("holder", holder.value())
                .bind("name", name.value())
                .bind("key", name.key())
                .bind("document", document)
                .bind("size", size)
                .execute();
    }

    private String named(UniqueId holder) {
        return scope.query("""
                        SELECT 'user ' || name FROM iam_user WHERE account_id = :account AND user_id = :holder
                        UNION ALL
                        SELECT 'group ' || name FROM iam_group WHERE account_id = :account AND group_id = :holder""")
                .bind("holder", holder.value())
                .mapTo(String.class)
                .one();
    }

    @Override
    public List<HeldPolicy> applyingTo(UniqueId user) {
        return scope.query("""
                        WITH holder AS (
                          SELECT :user AS id
                          UNION ALL
                          SELECT group_id FROM group_member WHERE account_id = :account AND user_id = :user)
                        SELECT holder_id, name AS reference, document, 1 AS inline FROM inline_policy
                        WHERE account_id = :account AND holder_id IN (SELECT id FROM holder)
                        UNION ALL
                        SELECT holder_id, policy_arn, '', 0 FROM attached_policy
                        WHERE account_id = :account AND holder_id IN (SELECT id FROM holder)
                        ORDER BY holder_id, reference""")
                .bind("user", user.value())
                .map((row, context) -> new HeldPolicy(
                        new UniqueId(row.getString("holder_id")),
                        row.getInt("inline") == 1,
                        row.getString("reference"),
                        row.getString("document")))
                .list();
    }
}
