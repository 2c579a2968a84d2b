// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Managed policies: AWS's own, each in its newest version, since there are no others yet. */
public final class ManagedPolicyActions {
    private final ManagedPolicies managed;
    private final PolicyArns arns;

    public ManagedPolicyActions(ManagedPolicies managed) {
        this.managed = managed;
        this.arns = new PolicyArns(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                        "ListPolicies",
                        ListPoliciesRequest.class,
                        // No resource type: in AWS's refusals the path stands where only `*` matches.
                        onArn((call, in) -> "policy path " + EntityPath.prefix(in.pathPrefix())),
                        this::listPolicies)
                .reads("GetPolicy", GetPolicyRequest.class, onArn((call, in) -> in.policyArn()), this::getPolicy)
                .reads(
                        "GetPolicyVersion",
                        GetPolicyVersionRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::getPolicyVersion)
                .reads(
                        "ListPolicyVersions",
                        ListPolicyVersionsRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::listPolicyVersions)
                .reads(
                        "ListEntitiesForPolicy",
                        ListEntitiesForPolicyRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::listEntitiesForPolicy);
    }

    private ListPoliciesResponse listPolicies(Call call, ListPoliciesRequest in) {
        PageRequest request = PageRequest.of(in.maxItems(), in.marker());
        String prefix = EntityPath.prefix(in.pathPrefix());
        boolean onlyAttached = Boolean.TRUE.equals(in.onlyAttached());
        Map<Arn, Integer> attachments = call.account().policies().attachments();
        // As at AWS, the usage counts only among attached policies; as a boundary none is in use.
        boolean none = in.scope() == PolicyScopeType.LOCAL
                || (onlyAttached && in.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY);
        List<AwsManagedPolicy> all = none
                ? List.of()
                : managed.all().stream()
                        .filter(policy -> policy.path().startsWith(prefix))
                        .filter(policy -> !onlyAttached || attachments.containsKey(Arn.parse(policy.arn())))
                        .sorted(Comparator.comparing(AwsManagedPolicy::name))
                        .toList();
        Page<AwsManagedPolicy> page = request.slice(all, AwsManagedPolicy::name);
        return ListPoliciesResponse.builder()
                .policies(
                        page.map(policy -> summary(policy, attachments).build()).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private GetPolicyResponse getPolicy(Call call, GetPolicyRequest in) {
        AwsManagedPolicy policy = arns.require(in.policyArn());
        return GetPolicyResponse.builder()
                .policy(summary(policy, call.account().policies().attachments())
                        .tags(List.of())
                        .build())
                .build();
    }

    private static Policy.Builder summary(AwsManagedPolicy policy, Map<Arn, Integer> attachments) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.policyId())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersionId())
                .attachmentCount(attachments.getOrDefault(Arn.parse(policy.arn()), 0))
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .createDate(policy.createDate())
                .updateDate(policy.updateDate());
    }

    private GetPolicyVersionResponse getPolicyVersion(Call call, GetPolicyVersionRequest in) {
        AwsManagedPolicy policy = arns.find(in.policyArn())
                .filter(found -> found.defaultVersionId().equals(in.versionId()))
                .orElseThrow(() -> new IamException(
                        Kind.NO_SUCH_ENTITY,
                        "Policy " + in.policyArn() + " version " + in.versionId()
                                + " does not exist or is not attachable."));
        return GetPolicyVersionResponse.builder()
                .policyVersion(version(policy)
                        .document(DocumentText.encoded(policy.json()))
                        .build())
                .build();
    }

    private ListPolicyVersionsResponse listPolicyVersions(Call call, ListPolicyVersionsRequest in) {
        Page<AwsManagedPolicy> page = PageRequest.of(in.maxItems(), in.marker())
                .slice(List.of(arns.require(in.policyArn())), AwsManagedPolicy::defaultVersionId);
        return ListPolicyVersionsResponse.builder()
                .versions(page.map(policy -> version(policy).build()).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static PolicyVersion.Builder version(AwsManagedPolicy policy) {
        return PolicyVersion.builder()
                .versionId(policy.defaultVersionId())
                .isDefaultVersion(true)
                .createDate(policy.updateDate());
    }

    private ListEntitiesForPolicyResponse listEntitiesForPolicy(Call call, ListEntitiesForPolicyRequest in) {
        Arn policy = Arn.parse(arns.require(in.policyArn()).arn());
        Page<PolicyHolder> page = call.account()
                .policies()
                .holders(
                        policy,
                        in.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY
                                ? Set.of()
                                : kinds(in.entityFilter()),
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
