// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.account.Account;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.CustomerPolicyVersion;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.AwsManagedPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Managed policies with every version of theirs that is known: of AWS's, the default one. */
final class PolicyDetails {
    private final PolicyShelf shelf;
    private final List<ManagedPolicy> policies;
    private final Map<Arn, Integer> attachments;
    private final Map<Arn, Integer> boundaryUses;
    private final Map<UniqueId, Map<CustomerPolicyVersion, String>> documents;

    PolicyDetails(Account account, PolicyShelf shelf, List<ManagedPolicy> policies) {
        this.shelf = shelf;
        this.policies = policies;
        this.attachments = account.policies().attachments();
        this.boundaryUses = account.boundaries().uses();
        this.documents = account.customerPolicies()
                .documents(policies.stream()
                        .flatMap(policy -> Stream.ofNullable(policy.own()))
                        .map(CustomerPolicy::id)
                        .toList());
    }

    List<ManagedPolicyDetail> write() {
        return policies.stream().map(this::detail).toList();
    }

    /** As recorded: the members of lists, without the description that {@code GetPolicy} shows. */
    private ManagedPolicyDetail detail(ManagedPolicy policy) {
        Policy summary = policy.summary(
                        attachments.getOrDefault(policy.arn(), 0), boundaryUses.getOrDefault(policy.arn(), 0))
                .build();
        return ManagedPolicyDetail.builder()
                .policyName(summary.policyName())
                .policyId(summary.policyId())
                .arn(summary.arn())
                .path(summary.path())
                .defaultVersionId(summary.defaultVersionId())
                .attachmentCount(summary.attachmentCount())
                .permissionsBoundaryUsageCount(summary.permissionsBoundaryUsageCount())
                .isAttachable(summary.isAttachable())
                .createDate(summary.createDate())
                .updateDate(summary.updateDate())
                .policyVersionList(versions(policy))
                .build();
    }

    private List<PolicyVersion> versions(ManagedPolicy policy) {
        CustomerPolicy own = policy.own();
        if (own == null) {
            AwsManagedPolicy ofAws = shelf.ofAws(policy);
            return List.of(PolicyVersionActions.withDocument(PolicyVersionActions.member(ofAws), ofAws.json()));
        }
        return Objects.requireNonNull(documents.get(own.id()), "a policy has versions").entrySet().stream()
                .map(version -> PolicyVersionActions.withDocument(
                        PolicyVersionActions.member(version.getKey()), version.getValue()))
                .toList();
    }
}
