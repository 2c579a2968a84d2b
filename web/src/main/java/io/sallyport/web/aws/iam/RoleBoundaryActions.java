// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.Role;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;

/** The permissions boundaries of roles. */
public final class RoleBoundaryActions {
    private final PolicyArns arns;

    public RoleBoundaryActions(ManagedPolicies managed) {
        this.arns = new PolicyArns(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "PutRolePermissionsBoundary",
                        PutRolePermissionsBoundaryRequest.class,
                        onArn(
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (in, keys) -> BoundaryMembers.put(keys, in.permissionsBoundary())),
                        this::putRolePermissionsBoundary)
                .changes(
                        "DeleteRolePermissionsBoundary",
                        DeleteRolePermissionsBoundaryRequest.class,
                        onArn(
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (call, in, keys) ->
                                        BoundaryMembers.putOf(keys, call, RoleTarget.id(call, in.roleName()))),
                        this::deleteRolePermissionsBoundary);
    }

    private PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
            Call call, PutRolePermissionsBoundaryRequest in) {
        Role role = RoleTarget.of(call, in.roleName()).requireModifiable();
        call.account().boundaries().put(role.id(), arns.boundary(call, in.permissionsBoundary(), "role"));
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    private DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            Call call, DeleteRolePermissionsBoundaryRequest in) {
        Role role = RoleTarget.of(call, in.roleName()).requireModifiable();
        if (!call.account().boundaries().remove(role.id())) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY,
                    "The role with name " + role.name() + " does not have a permissions boundary.");
        }
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }
}
