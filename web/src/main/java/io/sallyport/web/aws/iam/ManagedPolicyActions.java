// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;

/** Managed policies: the account's own, and AWS's, which nobody changes. */
public final class ManagedPolicyActions {
    private final PolicyShelf shelf;
    private final PolicyArns arns;
    private final Ids ids;
    private final InstantSource clock;

    public ManagedPolicyActions(ManagedPolicies managed, Ids ids, InstantSource clock) {
        this.shelf = new PolicyShelf(managed);
        this.arns = new PolicyArns(managed);
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreatePolicy",
                        CreatePolicyRequest.class,
                        onArn(
                                ManagedPolicyActions::newArn,
                                (in, keys) -> TagMembers.put(keys, in.tags()),
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagPolicy")),
                        this::createPolicy)
                .reads(
                        "ListPolicies",
                        ListPoliciesRequest.class,
                        // No resource type: in AWS's refusals the path stands where only `*` matches.
                        onArn((call, in) -> "policy path " + EntityPath.prefix(in.pathPrefix())),
                        this::listPolicies)
                .reads("GetPolicy", GetPolicyRequest.class, onArn((call, in) -> in.policyArn()), this::getPolicy)
                .changes(
                        "DeletePolicy",
                        DeletePolicyRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::deletePolicy);
    }

    private static String newArn(Call call, CreatePolicyRequest in) {
        return call.account()
                .id()
                .iam("policy" + EntityPath.orRoot(in.path()) + new PolicyName(in.policyName()))
                .toString();
    }

    private CreatePolicyResponse createPolicy(Call call, CreatePolicyRequest in) {
        Account account = call.account();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        CustomerPolicy policy = new CustomerPolicy(
                ids.unique(UniqueId.Prefix.ANPA, account.id()),
                new PolicyName(in.policyName()),
                EntityPath.orRoot(in.path()),
                in.description(),
                CustomerPolicy.FIRST_VERSION,
                now,
                now);
        List<Tag> tags = TagMembers.readWithCase(in.tags());
        account.customerPolicies().add(policy, PolicyVersionActions.document(in.policyDocument()));
        account.tags().put(policy.id(), tags);
        return CreatePolicyResponse.builder()
                .policy(ManagedPolicy.of(account.id(), policy)
                        .summary(0, 0)
                        // Recorded so: absent without tags, though `GetPolicy` has an empty list then.
                        .tags(tags.isEmpty() ? null : TagMembers.write(tags))
                        .build())
                .build();
    }

    private ListPoliciesResponse listPolicies(Call call, ListPoliciesRequest in) {
        PageRequest request = PageRequest.of(in.maxItems(), in.marker());
        Map<Arn, Integer> attachments = call.account().policies().attachments();
        Map<Arn, Integer> uses = call.account().boundaries().uses();
        boolean onlyAttached = Boolean.TRUE.equals(in.onlyAttached());
        List<ManagedPolicy> all = all(call.account(), in.scope(), EntityPath.prefix(in.pathPrefix()))
                // As at AWS, the usage counts only among what is attached one way or the other.
                .filter(policy -> !onlyAttached
                        || isUsed(
                                in.policyUsageFilter(),
                                attachments.containsKey(policy.arn()),
                                uses.containsKey(policy.arn())))
                .sorted(Comparator.comparing(ManagedPolicy::place))
                .toList();
        Page<Policy> page = request.slice(all, ManagedPolicy::place)
                .map(policy -> policy.summary(
                                attachments.getOrDefault(policy.arn(), 0), uses.getOrDefault(policy.arn(), 0))
                        .build());
        return ListPoliciesResponse.builder()
                .policies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private Stream<ManagedPolicy> all(Account account, @Nullable PolicyScopeType scope, String prefix) {
        Stream<ManagedPolicy> own = scope == PolicyScopeType.AWS ? Stream.of() : shelf.own(account, prefix);
        Stream<ManagedPolicy> ofAws = scope == PolicyScopeType.LOCAL ? Stream.of() : shelf.ofAws(prefix);
        return Stream.concat(own, ofAws);
    }

    private static boolean isUsed(@Nullable PolicyUsageType usage, boolean attached, boolean bounding) {
        if (usage == PolicyUsageType.PERMISSIONS_POLICY) {
            return attached;
        }
        return bounding || (attached && usage != PolicyUsageType.PERMISSIONS_BOUNDARY);
    }

    private GetPolicyResponse getPolicy(Call call, GetPolicyRequest in) {
        ManagedPolicy policy = arns.require(call, in.policyArn());
        return GetPolicyResponse.builder()
                .policy(policy.full(call)
                        .tags(TagMembers.write(PolicyTagActions.tags(call, policy)))
                        .build())
                .build();
    }

    private DeletePolicyResponse deletePolicy(Call call, DeletePolicyRequest in) {
        call.account()
                .customerPolicies()
                .remove(PolicyArns.requireOwn(
                        call, in.policyArn(), "Cannot delete policies outside your own account."));
        return DeletePolicyResponse.builder().build();
    }
}
