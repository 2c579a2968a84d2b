// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.HeldPolicies;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The policies of an account's users and roles, with the names of the groups they come through. */
public final class StoredPolicies {
    private final HeldPolicies compiler = new HeldPolicies(new ManagedPolicies());

    /** A user or role, and what tells a request that it is hers. */
    public record Asker(UniqueId id, Arn arn, Principal principal, RequestContext context) {
        public static Asker of(Account account, User user) {
            Arn arn = user.arn(account.id());
            RequestContext.Builder context = context(account, user.id(), arn, "User")
                    .put("aws:userid", user.id().value())
                    .put("aws:username", user.name().value());
            return new Asker(user.id(), arn, Principal.user(arn.toString()), context.build());
        }

        /** Whatever session of it. */
        public static Asker of(Account account, Role role) {
            Arn arn = role.arn(account.id());
            return new Asker(
                    role.id(),
                    arn,
                    Principal.parse(arn.toString()),
                    context(account, role.id(), arn, "AssumedRole").build());
        }

        private static RequestContext.Builder context(Account account, UniqueId id, Arn arn, String type) {
            RequestContext.Builder context = RequestContext.builder()
                    .put("aws:PrincipalArn", arn.toString())
                    .put("aws:PrincipalAccount", account.id().value())
                    .put("aws:PrincipalType", type);
            account.tags().of(id).forEach(tag -> context.put("aws:PrincipalTag/" + tag.key(), tag.value()));
            return context;
        }
    }

    /**
     * Somebody's policies.
     *
     * @param holders who brings them, by the id that the policies have in {@code set}: names of groups, or the empty text
     *     for the user or role
     */
    public record Held(PolicySet set, Map<String, List<String>> holders) {
        /** The groups that bring a policy; none where the user has it herself. */
        public List<String> groups(String policyId) {
            List<String> all = holders.getOrDefault(policyId, List.of());
            return all.contains("") ? List.of() : all;
        }
    }

    public Held of(Account account, Asker asker) {
        Map<UniqueId, String> groups = new HashMap<>();
        Everything.of(page -> account.groups().of(asker.id(), page))
                .forEach(group -> groups.put(group.id(), group.name().value()));
        Map<String, List<String>> holders = new HashMap<>();
        List<AttachedPolicy> policies = new ArrayList<>();
        for (HeldPolicy held : account.policies().applyingTo(asker.id())) {
            holders.computeIfAbsent(held.reference(), id -> new ArrayList<>())
                    .add(groups.getOrDefault(held.holder(), ""));
            policies.add(compiler.compile(held));
        }
        PolicySet set = PolicySet.of(asker.principal(), policies);
        return new Held(
                account.boundaries()
                        .applyingTo(asker.id())
                        .map(compiler::compileBoundary)
                        .map(set::withBoundary)
                        .orElse(set),
                holders);
    }
}
