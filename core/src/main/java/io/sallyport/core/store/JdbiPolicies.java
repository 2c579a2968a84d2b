// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.identity.PolicyUsage;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class JdbiPolicies implements Policies {
    private static final String OF_POLICY = " WHERE account_id = :account AND policy_arn = :arn";

    private final Scope scope;

    JdbiPolicies(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void attach(UniqueId holder, Arn policy) {
        scope.lockOwner(holder.value());
        JdbiCustomerPolicies.lock(scope, policy, "Policy");
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
                    "Cannot exceed quota for PoliciesPer" + kind(holder) + ": " + ATTACHED_PER_HOLDER);
        }
        scope.update("""
                        INSERT INTO attached_policy (account_id, holder_id, policy_arn) VALUES (:account, :holder, :arn)
                        ON CONFLICT DO NOTHING""")
                .bind("holder", holder.value())
                .bind("arn", policy.toString())
                .execute();
    }

    /** {@code User}, {@code Group} or {@code Role}. */
    private static String kind(UniqueId holder) {
        String noun = EntityTable.of(holder.value()).noun();
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
    }

    @Override
    public boolean detach(UniqueId holder, Arn policy) {
        return scope.update("""
                        DELETE FROM attached_policy
                        WHERE account_id = :account AND holder_id = :holder AND policy_arn = :arn""")
                        .bind("holder", holder.value())
                        .bind("arn", policy.toString())
                        .execute()
                > 0;
    }

    @Override
    public List<Arn> attached(UniqueId holder) {
        return scope.query("""
                        SELECT policy_arn FROM attached_policy
                        WHERE account_id = :account AND holder_id = :holder ORDER BY lower(policy_arn)""")
                .bind("holder", holder.value())
                .map((row, context) -> Arn.parse(row.getString("policy_arn")))
                .list();
    }

    @Override
    public Map<Arn, Integer> attachments() {
        return scope.query("SELECT policy_arn, count(*) AS holders FROM attached_policy WHERE account_id = :account"
                        + " GROUP BY policy_arn")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(
                            Arn.parse(row.getColumn("policy_arn", String.class)),
                            row.getColumn("holders", Integer.class));
                    return counts;
                });
    }

    @Override
    public int attachments(Arn policy) {
        return scope.query("SELECT count(*) FROM attached_policy WHERE account_id = :account AND policy_arn = :arn")
                .bind("arn", policy.toString())
                .mapTo(int.class)
                .one();
    }

    @Override
    public Page<PolicyHolder> holders(
            Arn policy, Set<PolicyUsage> usages, Set<UniqueId.Prefix> kinds, String pathPrefix, PageRequest page) {
        if (usages.isEmpty() || kinds.isEmpty()) {
            return Page.none();
        }
        List<Placed> read = scope.query("""
                        SELECT id, name, place FROM (
                          SELECT group_id AS id, name, 'group/' || name_key AS place, path FROM iam_group
                          WHERE account_id = :account
                          UNION ALL
                          SELECT role_id, name, 'role/' || name_key, path FROM iam_role WHERE account_id = :account
                          UNION ALL
                          SELECT user_id, name, 'user/' || name_key, path FROM iam_user WHERE account_id = :account
                        ) AS holder
                        WHERE id IN (<users>) AND substr(id, 1, 4) IN (<kinds>)
                          AND substr(path, 1, length(:prefix)) = :prefix AND place > :after
                        ORDER BY place LIMIT :limit""")
                .define(
                        "users",
                        usages.stream()
                                .map(usage -> usage == PolicyUsage.PERMISSIONS_POLICY
                                        ? "SELECT holder_id FROM attached_policy" + OF_POLICY
                                        : "SELECT owner_id FROM permissions_boundary" + OF_POLICY)
                                .collect(Collectors.joining(" UNION ALL ")))
                .bindList("kinds", kinds.stream().map(UniqueId.Prefix::name).toList())
                .bind("arn", policy.toString())
                .bind("prefix", pathPrefix)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> new Placed(
                        new PolicyHolder(new UniqueId(row.getString("id")), row.getString("name")),
                        row.getString("place")))
                .list();
        return page.cut(read, Placed::place).map(Placed::holder);
    }

    private record Placed(PolicyHolder holder, String place) {}

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
                        SELECT 'group ' || name FROM iam_group WHERE account_id = :account AND group_id = :holder
                        UNION ALL
                        SELECT 'role ' || name FROM iam_role WHERE account_id = :account AND role_id = :holder""")
                .bind("holder", holder.value())
                .mapTo(String.class)
                .one();
    }

    @Override
    public Optional<String> document(UniqueId holder, PolicyName name) {
        return scope.query("""
                        SELECT document FROM inline_policy
                        WHERE account_id = :account AND holder_id = :holder AND name_key = :key""")
                .bind("holder", holder.value())
                .bind("key", name.key())
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public boolean remove(UniqueId holder, PolicyName name) {
        return scope.update("""
                        DELETE FROM inline_policy
                        WHERE account_id = :account AND holder_id = :holder AND name_key = :key""")
                        .bind("holder", holder.value())
                        .bind("key", name.key())
                        .execute()
                > 0;
    }

    @Override
    public Page<PolicyName> inline(UniqueId holder, PageRequest page) {
        List<PolicyName> read = scope.query("""
                        SELECT name FROM inline_policy
                        WHERE account_id = :account AND holder_id = :holder AND name_key > :after
                        ORDER BY name_key LIMIT :limit""")
                .bind("holder", holder.value())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> new PolicyName(row.getString("name")))
                .list();
        return page.cut(read, PolicyName::key);
    }

    @Override
    public List<HeldPolicy> applyingTo(UniqueId holder) {
        return scope.query("""
                        WITH holder AS (
                          SELECT :holder AS id
                          UNION ALL
                          SELECT group_id FROM group_member WHERE account_id = :account AND user_id = :holder)
                        SELECT holder_id, name AS reference, document, 1 AS inline FROM inline_policy
                        WHERE account_id = :account AND holder_id IN (SELECT id FROM holder)
                        UNION ALL
                        SELECT holder_id, policy_arn, coalesce(v.document, ''), 0 FROM attached_policy a
                        LEFT JOIN managed_policy p ON p.account_id = a.account_id AND p.arn = a.policy_arn
                        LEFT JOIN policy_version v ON v.account_id = p.account_id AND v.policy_id = p.policy_id
                          AND v.version = p.default_version
                        WHERE a.account_id = :account AND holder_id IN (SELECT id FROM holder)
                        ORDER BY holder_id, reference""")
                .bind("holder", holder.value())
                .map((row, context) -> new HeldPolicy(
                        new UniqueId(row.getString("holder_id")),
                        row.getInt("inline") == 1,
                        row.getString("reference"),
                        row.getString("document")))
                .list();
    }
}
