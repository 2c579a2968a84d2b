// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;

/** Which managed policies users, groups and roles have. */
public final class AttachedPolicyActions {
    /** IAM's condition key for which policy it is that is attached or detached. */
    private static final String POLICY_ARN = "iam:PolicyARN";

    private final PolicyArns arns;

    public AttachedPolicyActions(ManagedPolicies managed) {
        this.arns = new PolicyArns(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "AttachUserPolicy",
                        AttachUserPolicyRequest.class,
                        onUser(AttachUserPolicyRequest::userName, AttachUserPolicyRequest::policyArn),
                        this::attachUserPolicy)
                .changes(
                        "AttachGroupPolicy",
                        AttachGroupPolicyRequest.class,
                        onGroup(AttachGroupPolicyRequest::groupName, AttachGroupPolicyRequest::policyArn),
                        this::attachGroupPolicy)
                .changes(
                        "AttachRolePolicy",
                        AttachRolePolicyRequest.class,
                        onRole(AttachRolePolicyRequest::roleName, AttachRolePolicyRequest::policyArn),
                        this::attachRolePolicy)
                .changes(
                        "DetachUserPolicy",
                        DetachUserPolicyRequest.class,
                        onUser(DetachUserPolicyRequest::userName, DetachUserPolicyRequest::policyArn),
                        this::detachUserPolicy)
                .changes(
                        "DetachGroupPolicy",
                        DetachGroupPolicyRequest.class,
                        onGroup(DetachGroupPolicyRequest::groupName, DetachGroupPolicyRequest::policyArn),
                        this::detachGroupPolicy)
                .changes(
                        "DetachRolePolicy",
                        DetachRolePolicyRequest.class,
                        onRole(DetachRolePolicyRequest::roleName, DetachRolePolicyRequest::policyArn),
                        this::detachRolePolicy)
                .reads(
                        "ListAttachedUserPolicies",
                        ListAttachedUserPoliciesRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listAttachedUserPolicies)
                .reads(
                        "ListAttachedGroupPolicies",
                        ListAttachedGroupPoliciesRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::listAttachedGroupPolicies)
                .reads(
                        "ListAttachedRolePolicies",
                        ListAttachedRolePoliciesRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::listAttachedRolePolicies);
    }

    private static <Q> Authorisation<Call, Q> onUser(Function<Q, String> userName, Function<Q, String> policyArn) {
        return onArn(
                (call, in) -> Target.resource(call, userName.apply(in)),
                (call, in, keys) -> BoundaryMembers.putOf(
                        keys.put(POLICY_ARN, policyArn.apply(in)), call, Target.userId(call, userName.apply(in))));
    }

    private static <Q> Authorisation<Call, Q> onGroup(Function<Q, String> groupName, Function<Q, String> policyArn) {
        return onArn(
                (call, in) -> GroupActions.resource(call, groupName.apply(in)),
                (in, keys) -> keys.put(POLICY_ARN, policyArn.apply(in)));
    }

    private static <Q> Authorisation<Call, Q> onRole(Function<Q, String> roleName, Function<Q, String> policyArn) {
        return onArn(
                (call, in) -> RoleTarget.resource(call, roleName.apply(in)),
                (call, in, keys) -> BoundaryMembers.putOf(
                        keys.put(POLICY_ARN, policyArn.apply(in)), call, RoleTarget.id(call, roleName.apply(in))));
    }

    private AttachUserPolicyResponse attachUserPolicy(Call call, AttachUserPolicyRequest in) {
        attach(call, Holder.user(call, in.userName()), in.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }

    private AttachGroupPolicyResponse attachGroupPolicy(Call call, AttachGroupPolicyRequest in) {
        attach(call, Holder.group(call, in.groupName()), in.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }

    private AttachRolePolicyResponse attachRolePolicy(Call call, AttachRolePolicyRequest in) {
        attach(call, Holder.modifiableRole(call, in.roleName()), in.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }

    private void attach(Call call, Holder holder, String policyArn) {
        call.account().policies().attach(holder.id(), arns.attachable(call, policyArn, holder.kind()));
    }

    private DetachUserPolicyResponse detachUserPolicy(Call call, DetachUserPolicyRequest in) {
        detach(call, Holder.user(call, in.userName()), in.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    private DetachGroupPolicyResponse detachGroupPolicy(Call call, DetachGroupPolicyRequest in) {
        detach(call, Holder.group(call, in.groupName()), in.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    private DetachRolePolicyResponse detachRolePolicy(Call call, DetachRolePolicyRequest in) {
        detach(call, Holder.modifiableRole(call, in.roleName()), in.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    private static void detach(Call call, Holder holder, String policyArn) {
        if (!call.account().policies().detach(holder.id(), PolicyArns.parse(policyArn))) {
            throw PolicyArns.notFound(policyArn);
        }
    }

    private ListAttachedUserPoliciesResponse listAttachedUserPolicies(Call call, ListAttachedUserPoliciesRequest in) {
        Page<AttachedPolicy> page = attached(
                call, Holder.user(call, in.userName()), in.pathPrefix(), PageRequest.of(in.maxItems(), in.marker()));
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private ListAttachedGroupPoliciesResponse listAttachedGroupPolicies(
            Call call, ListAttachedGroupPoliciesRequest in) {
        Page<AttachedPolicy> page = attached(
                call, Holder.group(call, in.groupName()), in.pathPrefix(), PageRequest.of(in.maxItems(), in.marker()));
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private ListAttachedRolePoliciesResponse listAttachedRolePolicies(Call call, ListAttachedRolePoliciesRequest in) {
        Page<AttachedPolicy> page = attached(
                call, Holder.role(call, in.roleName()), in.pathPrefix(), PageRequest.of(in.maxItems(), in.marker()));
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static Page<AttachedPolicy> attached(
            Call call, Holder holder, @Nullable String pathPrefix, PageRequest request) {
        String prefix = EntityPath.prefix(pathPrefix);
        return request.slice(
                        call.account().policies().attached(holder.id()).stream()
                                .filter(policy -> PolicyArns.path(policy).startsWith(prefix))
                                .toList(),
                        policy -> policy.toString().toLowerCase(Locale.ROOT))
                .map(AttachedPolicyActions::member);
    }

    static AttachedPolicy member(Arn policy) {
        return AttachedPolicy.builder()
                .policyName(PolicyArns.name(policy))
                .policyArn(policy.toString())
                .build();
    }
}
