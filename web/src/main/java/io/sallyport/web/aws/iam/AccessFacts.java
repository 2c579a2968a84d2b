// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.AccessReporter.Facts;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.HeldPolicies;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.identity.PolicyUsage;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.CompiledPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.web.aws.Call;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gathers what a report about a user, group, role or managed policy is made of. */
final class AccessFacts {
    private static final int PAGE = 1000;
    private static final Set<UniqueId.Prefix> HOLDERS =
            EnumSet.of(UniqueId.Prefix.AGPA, UniqueId.Prefix.AIDA, UniqueId.Prefix.AROA);

    private final ManagedPolicies managed;
    private final HeldPolicies held;
    private final PolicyArns arns;
    private final Attempts attempts;

    AccessFacts(ManagedPolicies managed, Attempts attempts) {
        this.managed = managed;
        this.held = new HeldPolicies(managed);
        this.arns = new PolicyArns(managed);
        this.attempts = attempts;
    }

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY}, {@code INVALID_INPUT} */
    Facts of(Call call, AccessSubject subject) {
        Account account = call.account();
        Map<UniqueId, Arn> entities = new LinkedHashMap<>();
        List<PolicyDocument> policies;
        if (subject.isPolicy()) {
            ManagedPolicy policy = arns.find(call, subject.arn()).orElseThrow(subject::notFound);
            policies = List.of(document(account, policy));
            addHolders(account, policy.arn(), entities);
        } else {
            UniqueId holder = subject.requireHolder(call);
            policies = policies(account, holder).map(this::document).toList();
            add(account, holder, entities);
        }
        return new Facts(policies, entities, attempts.of(account, entities.keySet()));
    }

    /** Those that apply to a user, group or role, through her groups too. */
    static Stream<HeldPolicy> policies(Account account, UniqueId holder) {
        return account.policies().applyingTo(holder).stream();
    }

    PolicyDocument document(HeldPolicy policy) {
        return held.compile(policy).policy().document();
    }

    private PolicyDocument document(Account account, ManagedPolicy policy) {
        CustomerPolicy own = policy.own();
        if (own == null) {
            return managed.compiled(policy.arn().toString())
                    .map(CompiledPolicy::document)
                    .orElseThrow();
        }
        return PolicyDocument.parse(
                account.customerPolicies().document(own, own.defaultVersion()).orElseThrow());
    }

    private static void addHolders(Account account, Arn policy, Map<UniqueId, Arn> entities) {
        all(page -> account.policies().holders(policy, EnumSet.of(PolicyUsage.PERMISSIONS_POLICY), HOLDERS, "/", page))
                .map(PolicyHolder::id)
                .forEach(holder -> add(account, holder, entities));
    }

    /** Of a group, its members. */
    private static void add(Account account, UniqueId holder, Map<UniqueId, Arn> entities) {
        if (holder.is(UniqueId.Prefix.AGPA)) {
            all(page -> account.groups().members(holder, page))
                    .forEach(member -> entities.put(member.id(), member.arn(account.id())));
        } else if (holder.is(UniqueId.Prefix.AROA)) {
            account.roles().find(holder).ifPresent(role -> entities.put(holder, role.arn(account.id())));
        } else {
            account.users()
                    .find(holder)
                    .map((User user) -> user.arn(account.id()))
                    .ifPresent(arn -> entities.put(holder, arn));
        }
    }

    private static <T> Stream<T> all(Function<PageRequest, Page<T>> list) {
        return Stream.iterate(
                        list.apply(PageRequest.of(PAGE, null)),
                        page -> page != null,
                        page -> page.isTruncated() ? list.apply(PageRequest.of(PAGE, page.marker())) : null)
                .flatMap(page -> page.items().stream());
    }
}
