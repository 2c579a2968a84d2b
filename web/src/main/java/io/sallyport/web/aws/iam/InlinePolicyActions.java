// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.PolicyDocument;
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
        put(
                call,
                user(call, in.userName()).id(),
                in.policyName(),
                in.policyDocument(),
                Policies.INLINE_CHARACTERS_PER_USER);
        return PutUserPolicyResponse.builder().build();
    }

    private PutGroupPolicyResponse putGroupPolicy(Call call, PutGroupPolicyRequest in) {
        put(
                call,
                group(call, in.groupName()).id(),
                in.policyName(),
                in.policyDocument(),
                Policies.INLINE_CHARACTERS_PER_GROUP);
        return PutGroupPolicyResponse.builder().build();
    }

    private static void put(Call call, UniqueId holder, String name, String json, int quota) {
        PolicyDocument document = PolicyDocument.parse(json);
        call.account()
                .policies()
                .put(
                        holder,
                        new PolicyName(name),
                        document.json(),
                        PolicyDocument.sizeWithoutWhitespace(document.json()),
                        quota);
    }

    /** As at AWS, the name in the answer is the one that was asked for, whatever its case. */
    private GetUserPolicyResponse getUserPolicy(Call call, GetUserPolicyRequest in) {
        User user = user(call, in.userName());
        return GetUserPolicyResponse.builder()
                .userName(user.name().value())
                .policyName(in.policyName())
                .policyDocument(document(call, user.id(), "user", in.policyName()))
                .build();
    }

    private GetGroupPolicyResponse getGroupPolicy(Call call, GetGroupPolicyRequest in) {
        Group group = group(call, in.groupName());
        return GetGroupPolicyResponse.builder()
                .groupName(group.name().value())
                .policyName(in.policyName())
                .policyDocument(document(call, group.id(), "group", in.policyName()))
                .build();
    }

    private static String document(Call call, UniqueId holder, String kind, String name) {
        return call.account()
                .policies()
                .document(holder, new PolicyName(name))
                .map(DocumentText::encoded)
                .orElseThrow(() -> missing(kind, name));
    }

    private DeleteUserPolicyResponse deleteUserPolicy(Call call, DeleteUserPolicyRequest in) {
        delete(call, user(call, in.userName()).id(), "user", in.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    private DeleteGroupPolicyResponse deleteGroupPolicy(Call call, DeleteGroupPolicyRequest in) {
        delete(call, group(call, in.groupName()).id(), "group", in.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    private static void delete(Call call, UniqueId holder, String kind, String name) {
        if (!call.account().policies().remove(holder, new PolicyName(name))) {
            throw missing(kind, name);
        }
    }

    private ListUserPoliciesResponse listUserPolicies(Call call, ListUserPoliciesRequest in) {
        Page<PolicyName> page = call.account()
                .policies()
                .inline(user(call, in.userName()).id(), PageRequest.of(in.maxItems(), in.marker()));
        return ListUserPoliciesResponse.builder()
                .policyNames(page.map(PolicyName::value).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private ListGroupPoliciesResponse listGroupPolicies(Call call, ListGroupPoliciesRequest in) {
        Page<PolicyName> page = call.account()
                .policies()
                .inline(group(call, in.groupName()).id(), PageRequest.of(in.maxItems(), in.marker()));
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.map(PolicyName::value).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static User user(Call call, String userName) {
        return Target.of(call, userName).requireUser();
    }

    private static Group group(Call call, String groupName) {
        return call.account().groups().require(new GroupName(groupName));
    }

    private static IamException missing(String kind, String name) {
        return new IamException(Kind.NO_SUCH_ENTITY, "The " + kind + " policy with name " + name + " cannot be found.");
    }
}
