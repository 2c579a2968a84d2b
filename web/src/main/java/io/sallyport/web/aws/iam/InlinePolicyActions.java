// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** Policies that are part of a user or group. What was put is what is got, character by character. */
public final class InlinePolicyActions {
    public void bind(Actions.Builder<Call> on) {
        bindOfUsers(on);
        bindOfGroups(on);
    }

    private void bindOfUsers(Actions.Builder<Call> on) {
        on.changes(
                        "PutUserPolicy",
                        PutUserPolicyRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (call, in, keys) ->
                                        BoundaryMembers.putOf(keys, call, Target.userId(call, in.userName()))),
                        this::putUserPolicy)
                .reads(
                        "GetUserPolicy",
                        GetUserPolicyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::getUserPolicy)
                .changes(
                        "DeleteUserPolicy",
                        DeleteUserPolicyRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (call, in, keys) ->
                                        BoundaryMembers.putOf(keys, call, Target.userId(call, in.userName()))),
                        this::deleteUserPolicy)
                .reads(
                        "ListUserPolicies",
                        ListUserPoliciesRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listUserPolicies);
    }

    private void bindOfGroups(Actions.Builder<Call> on) {
        on.changes(
                        "PutGroupPolicy",
                        PutGroupPolicyRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::putGroupPolicy)
                .reads(
                        "GetGroupPolicy",
                        GetGroupPolicyRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::getGroupPolicy)
                .changes(
                        "DeleteGroupPolicy",
                        DeleteGroupPolicyRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::deleteGroupPolicy)
                .reads(
                        "ListGroupPolicies",
                        ListGroupPoliciesRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::listGroupPolicies);
    }

    private PutUserPolicyResponse putUserPolicy(Call call, PutUserPolicyRequest in) {
        InlinePolicies.put(call, Holder.user(call, in.userName()), in.policyName(), in.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }

    private PutGroupPolicyResponse putGroupPolicy(Call call, PutGroupPolicyRequest in) {
        InlinePolicies.put(call, Holder.group(call, in.groupName()), in.policyName(), in.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }

    /** As at AWS, the name in the answer is the one that was asked for, whatever its case. */
    private GetUserPolicyResponse getUserPolicy(Call call, GetUserPolicyRequest in) {
        Holder user = Holder.user(call, in.userName());
        return GetUserPolicyResponse.builder()
                .userName(user.name())
                .policyName(in.policyName())
                .policyDocument(InlinePolicies.document(call, user, in.policyName()))
                .build();
    }

    private GetGroupPolicyResponse getGroupPolicy(Call call, GetGroupPolicyRequest in) {
        Holder group = Holder.group(call, in.groupName());
        return GetGroupPolicyResponse.builder()
                .groupName(group.name())
                .policyName(in.policyName())
                .policyDocument(InlinePolicies.document(call, group, in.policyName()))
                .build();
    }

    private DeleteUserPolicyResponse deleteUserPolicy(Call call, DeleteUserPolicyRequest in) {
        InlinePolicies.delete(call, Holder.user(call, in.userName()), in.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    private DeleteGroupPolicyResponse deleteGroupPolicy(Call call, DeleteGroupPolicyRequest in) {
        InlinePolicies.delete(call, Holder.group(call, in.groupName()), in.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    private ListUserPoliciesResponse listUserPolicies(Call call, ListUserPoliciesRequest in) {
        Page<String> page = InlinePolicies.names(
                call, Holder.user(call, in.userName()), PageRequest.of(in.maxItems(), in.marker()));
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private ListGroupPoliciesResponse listGroupPolicies(Call call, ListGroupPoliciesRequest in) {
        Page<String> page = InlinePolicies.names(
                call, Holder.group(call, in.groupName()), PageRequest.of(in.maxItems(), in.marker()));
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
