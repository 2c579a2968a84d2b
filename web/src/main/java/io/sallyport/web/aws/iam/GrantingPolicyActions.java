// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.core.policy.reach.Reach;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessEntry;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessResponse;
import software.amazon.awssdk.services.iam.model.PolicyGrantingServiceAccess;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.PolicyType;

/** Which policies of a user, group or role grant a service, each policy looked at by itself. */
public final class GrantingPolicyActions {
    private final AccessFacts facts;
    private final ServiceNamespaces namespaces;

    public GrantingPolicyActions(ManagedPolicies managed, ServiceCatalogue catalogue, Attempts attempts) {
        this.facts = new AccessFacts(managed, attempts);
        this.namespaces = new ServiceNamespaces(catalogue);
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                "ListPoliciesGrantingServiceAccess",
                ListPoliciesGrantingServiceAccessRequest.class,
                onArn((call, in) -> in.arn()),
                this::listPoliciesGrantingServiceAccess);
    }

    private record Granting(PolicyGrantingServiceAccess member, Reach reach) {}

    /** As AWS was recorded to do, all of it on one page, however many policies and services. */
    private ListPoliciesGrantingServiceAccessResponse listPoliciesGrantingServiceAccess(
            Call call, ListPoliciesGrantingServiceAccessRequest in) {
        AccessSubject subject = AccessSubject.parse(call, in.arn());
        if (subject.kind().isEmpty()) {
            throw new IamException(Kind.INVALID_INPUT, "Could not extract entity from ARN : " + in.arn());
        }
        if (subject.isPolicy()) {
            throw subject.notSupported();
        }
        UniqueId holder = subject.requireHolder(call);
        PlacePages.requireOf("no marker is ever given", PageRequest.of(null, in.marker()));
        List<String> unknown = in.serviceNamespaces().stream()
                .filter(namespace -> !namespaces.isKnown(call, namespace))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IamException(
                    Kind.INVALID_INPUT, "Invalid service namespace: [" + String.join(", ", unknown) + "]");
        }
        Map<UniqueId, String> names = names(call.account(), subject, holder);
        List<Granting> all = AccessFacts.policies(call.account(), holder)
                .map(policy -> new Granting(member(policy, names), Reach.of(List.of(facts.document(policy)))))
                .sorted(Comparator.comparing(granting -> granting.member().policyName()))
                .toList();
        return ListPoliciesGrantingServiceAccessResponse.builder()
                .policiesGrantingServiceAccess(in.serviceNamespaces().stream()
                        .distinct()
                        .map(namespace -> ListPoliciesGrantingServiceAccessEntry.builder()
                                .serviceNamespace(namespace)
                                .policies(all.stream()
                                        .filter(granting -> granting.reach().grants(namespace))
                                        .map(Granting::member)
                                        .distinct()
                                        .toList())
                                .build())
                        .toList())
                .isTruncated(false)
                .build();
    }

    /** The name of whoever is asked about, and of a user's groups, as they spell themselves. */
    private static Map<UniqueId, String> names(Account account, AccessSubject subject, UniqueId holder) {
        if (holder.is(UniqueId.Prefix.AGPA)) {
            return Map.of(
                    holder,
                    account.groups()
                            .require(new GroupName(subject.name()))
                            .name()
                            .value());
        }
        if (holder.is(UniqueId.Prefix.AROA)) {
            return Map.of(
                    holder,
                    account.roles().require(new RoleName(subject.name())).name().value());
        }
        Map<UniqueId, String> names = new HashMap<>();
        names.put(
                holder,
                account.users().require(new UserName(subject.name())).name().value());
        account.groups()
                .of(holder, PageRequest.of(Groups.PER_USER, null))
                .items()
                .forEach(group -> names.put(group.id(), group.name().value()));
        return names;
    }

    private static PolicyGrantingServiceAccess member(HeldPolicy policy, Map<UniqueId, String> names) {
        if (!policy.inline()) {
            return PolicyGrantingServiceAccess.builder()
                    .policyName(PolicyArns.name(Arn.parse(policy.reference())))
                    .policyType(PolicyType.MANAGED)
                    .policyArn(policy.reference())
                    .build();
        }
        return PolicyGrantingServiceAccess.builder()
                .policyName(policy.reference())
                .policyType(PolicyType.INLINE)
                .entityType(type(policy.holder()))
                .entityName(names.get(policy.holder()))
                .build();
    }

    private static PolicyOwnerEntityType type(UniqueId holder) {
        if (holder.is(UniqueId.Prefix.AGPA)) {
            return PolicyOwnerEntityType.GROUP;
        }
        return holder.is(UniqueId.Prefix.AROA) ? PolicyOwnerEntityType.ROLE : PolicyOwnerEntityType.USER;
    }
}
