// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Holding;
import io.sallyport.core.identity.Holdings;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

final class JdbiHoldings implements Holdings {
    private final Scope scope;

    JdbiHoldings(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Map<UniqueId, Holding> of(Collection<UniqueId> holders) {
        Set<String> ids = holders.stream().map(UniqueId::value).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, List<HeldPolicy>> inline = inline(ids);
        Map<String, List<Arn>> attached = policies("holder_id AS holder, policy_arn FROM attached_policy", ids);
        Map<String, List<Arn>> boundaries = policies("owner_id AS holder, policy_arn FROM permissions_boundary", ids);
        Map<String, List<GroupName>> groups = groups(ids);
        Map<String, List<Tag>> tags = tags(ids);
        Map<String, List<InstanceProfile>> profiles = profiles(ids);
        return holders.stream().distinct().collect(Collectors.toMap(Function.identity(), holder -> {
            String id = holder.value();
            return new Holding(
                    inline.getOrDefault(id, List.of()),
                    attached.getOrDefault(id, List.of()),
                    boundaries.getOrDefault(id, List.of()).stream().findFirst(),
                    groups.getOrDefault(id, List.of()),
                    tags.getOrDefault(id, List.of()),
                    profiles.getOrDefault(id, List.of()));
        }));
    }

    private Map<String, List<HeldPolicy>> inline(Set<String> ids) {
        return byHolder(
                """
                        SELECT holder_id AS holder, name, document FROM inline_policy
                        WHERE account_id = :account AND holder_id IN (<ids>) ORDER BY name_key""",
                ids,
                (row, context) -> new HeldPolicy(
                        new UniqueId(row.getString("holder")), true, row.getString("name"), row.getString("document")));
    }

    private Map<String, List<Arn>> policies(String what, Set<String> ids) {
        return byHolder(
                "SELECT * FROM (SELECT " + what + " WHERE account_id = :account) AS held"
                        + " WHERE holder IN (<ids>) ORDER BY lower(policy_arn)",
                ids,
                (row, context) -> Arn.parse(row.getString("policy_arn")));
    }

    private Map<String, List<GroupName>> groups(Set<String> ids) {
        return byHolder("""
                        SELECT m.user_id AS holder, g.name FROM iam_group g JOIN group_member m USING (account_id, group_id)
                        WHERE account_id = :account AND m.user_id IN (<ids>) ORDER BY g.name_key""", ids, (row, context) -> new GroupName(row.getString("name")));
    }

    private Map<String, List<Tag>> tags(Set<String> ids) {
        return byHolder("""
                        SELECT owner_id AS holder, tag_key, tag_value FROM tag
                        WHERE account_id = :account AND owner_id IN (<ids>) ORDER BY key_folded""", ids, (row, context) -> new Tag(row.getString("tag_key"), row.getString("tag_value")));
    }

    private Map<String, List<InstanceProfile>> profiles(Set<String> ids) {
        return byHolder(
                JdbiInstanceProfiles.SELECT + " AND p.role_id IN (<ids>) ORDER BY p.name_key",
                ids,
                JdbiInstanceProfiles::profile,
                "role_id");
    }

    private <T> Map<String, List<T>> byHolder(String sql, Set<String> ids, RowMapper<T> held) {
        return byHolder(sql, ids, held, "holder");
    }

    private <T> Map<String, List<T>> byHolder(String sql, Set<String> ids, RowMapper<T> held, String holder) {
        return scope
                .query(sql)
                .bindList("ids", ids)
                .map((row, context) -> Map.entry(row.getString(holder), held.map(row, context)))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }
}
