// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.HeldPolicies;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.User;
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

/** The policies of an account's users, with the names of the groups they come through. */
public final class StoredPolicies {
    private final HeldPolicies compiler = new HeldPolicies(new ManagedPolicies());

    /**
     * A user's policies.
     *
     * @param holders who brings them, by the id that the policies have in {@code set}: names of groups, or the empty text
     *     for the user
     */
    public record Held(PolicySet set, Map<String, List<String>> holders) {
        /** The groups that bring a policy; none where the user has it herself. */
        public List<String> groups(String policyId) {
            List<String> all = holders.getOrDefault(policyId, List.of());
            return all.contains("") ? List.of() : all;
        }
    }

    public Held of(Account account, User user) {
        Map<UniqueId, String> groups = new HashMap<>();
        Everything.of(page -> account.groups().of(user.id(), page))
                .forEach(group -> groups.put(group.id(), group.name().value()));
        Map<String, List<String>> holders = new HashMap<>();
        List<AttachedPolicy> policies = new ArrayList<>();
        for (HeldPolicy held : account.policies().applyingTo(user.id())) {
            holders.computeIfAbsent(held.reference(), id -> new ArrayList<>())
                    .add(groups.getOrDefault(held.holder(), ""));
            policies.add(compiler.compile(held));
        }
        PolicySet set = PolicySet.of(Principal.user(user.arn(account.id()).toString()), policies);
        return new Held(
                account.boundaries()
                        .applyingTo(user.id())
                        .map(compiler::compileBoundary)
                        .map(set::withBoundary)
                        .orElse(set),
                holders);
    }

    /** The condition keys that tell who a user is. */
    public static RequestContext.Builder context(Account account, User user) {
        RequestContext.Builder context = RequestContext.builder()
                .put("aws:PrincipalArn", user.arn(account.id()).toString())
                .put("aws:PrincipalAccount", account.id().value())
                .put("aws:PrincipalType", "User")
                .put("aws:userid", user.id().value())
                .put("aws:username", user.name().value());
        account.tags().of(user.id()).forEach(tag -> context.put("aws:PrincipalTag/" + tag.key(), tag.value()));
        return context;
    }
}
