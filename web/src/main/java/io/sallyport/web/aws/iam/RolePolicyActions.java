// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** Policies that are part of a role. */
public final class RolePolicyActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "PutRolePolicy",
                        PutRolePolicyRequest.class,
                        onArn(
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (call, in, keys) ->
                                        BoundaryMembers.putOf(keys, call, RoleTarget.id(call, in.roleName()))),
                        this::putRolePolicy)
                .reads(
                        "GetRolePolicy",
                        GetRolePolicyRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::getRolePolicy)
                .changes(
                        "DeleteRolePolicy",
                        DeleteRolePolicyRequest.class,
                        onArn(
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (call, in, keys) ->
                                        BoundaryMembers.putOf(keys, call, RoleTarget.id(call, in.roleName()))),
                        this::deleteRolePolicy)
                .reads(
                        "ListRolePolicies",
                        ListRolePoliciesRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::listRolePolicies);
    }

    private PutRolePolicyResponse putRolePolicy(Call call, PutRolePolicyRequest in) {
        InlinePolicies.put(call, Holder.modifiableRole(call, in.roleName()), in.policyName(), in.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }

    /** As at AWS, the name in the answer is the one that was asked for, whatever its case. */
    private GetRolePolicyResponse getRolePolicy(Call call, GetRolePolicyRequest in) {
        Holder role = Holder.role(call, in.roleName());
        return GetRolePolicyResponse.builder()
                .roleName(role.name())
                .policyName(in.policyName())
                .policyDocument(InlinePolicies.document(call, role, in.policyName()))
                .build();
    }

    private DeleteRolePolicyResponse deleteRolePolicy(Call call, DeleteRolePolicyRequest in) {
        InlinePolicies.delete(call, Holder.modifiableRole(call, in.roleName()), in.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    private ListRolePoliciesResponse listRolePolicies(Call call, ListRolePoliciesRequest in) {
        Page<String> page = InlinePolicies.names(
                call, Holder.role(call, in.roleName()), PageRequest.of(in.maxItems(), in.marker()));
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
