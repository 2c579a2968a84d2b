// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.identity.PolicyUsage;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Who uses a managed policy, as what grants or as what bounds. */
public final class PolicyEntityActions {
    private final PolicyArns arns;

    public PolicyEntityActions(ManagedPolicies managed) {
        this.arns = new PolicyArns(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                "ListEntitiesForPolicy",
                ListEntitiesForPolicyRequest.class,
                onArn((call, in) -> in.policyArn()),
                this::listEntitiesForPolicy);
    }

    private ListEntitiesForPolicyResponse listEntitiesForPolicy(Call call, ListEntitiesForPolicyRequest in) {
        Arn policy = arns.find(call, in.policyArn())
                .orElseThrow(() -> PolicyArns.notAttachable("Policy " + in.policyArn()))
                .arn();
        Page<PolicyHolder> page = call.account()
                .policies()
                .holders(
                        policy,
                        usages(in.policyUsageFilter()),
                        kinds(in.entityFilter()),
                        EntityPath.prefix(in.pathPrefix()),
                        PageRequest.of(in.maxItems(), in.marker()));
        return ListEntitiesForPolicyResponse.builder()
                .policyGroups(page.items().stream()
                        .filter(PolicyHolder::isGroup)
                        .map(holder -> PolicyGroup.builder()
                                .groupName(holder.name())
                                .groupId(holder.id().value())
                                .build())
                        .toList())
                .policyUsers(page.items().stream()
                        .filter(holder -> holder.id().is(UniqueId.Prefix.AIDA))
                        .map(holder -> PolicyUser.builder()
                                .userName(holder.name())
                                .userId(holder.id().value())
                                .build())
                        .toList())
                .policyRoles(page.items().stream()
                        .filter(PolicyHolder::isRole)
                        .map(holder -> PolicyRole.builder()
                                .roleName(holder.name())
                                .roleId(holder.id().value())
                                .build())
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static Set<PolicyUsage> usages(@Nullable PolicyUsageType filter) {
        if (filter == null) {
            return EnumSet.allOf(PolicyUsage.class);
        }
        return filter == PolicyUsageType.PERMISSIONS_BOUNDARY
                ? EnumSet.of(PolicyUsage.PERMISSIONS_BOUNDARY)
                : EnumSet.of(PolicyUsage.PERMISSIONS_POLICY);
    }

    /** None for the two kinds of policy that the filter may name too, as AWS was recorded to have it. */
    private static Set<UniqueId.Prefix> kinds(@Nullable EntityType filter) {
        if (filter == null) {
            return EnumSet.of(UniqueId.Prefix.AGPA, UniqueId.Prefix.AIDA, UniqueId.Prefix.AROA);
        }
        return switch (filter) {
            case USER -> EnumSet.of(UniqueId.Prefix.AIDA);
            case GROUP -> EnumSet.of(UniqueId.Prefix.AGPA);
            case ROLE -> EnumSet.of(UniqueId.Prefix.AROA);
            default -> EnumSet.noneOf(UniqueId.Prefix.class);
        };
    }
}
