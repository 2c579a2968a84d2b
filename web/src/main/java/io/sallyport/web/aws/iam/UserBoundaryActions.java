// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.User;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;

/** The permissions boundaries of users. */
public final class UserBoundaryActions {
    private final PolicyArns arns;

    public UserBoundaryActions(ManagedPolicies managed) {
        this.arns = new PolicyArns(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "PutUserPermissionsBoundary",
                        PutUserPermissionsBoundaryRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (in, keys) -> BoundaryMembers.put(keys, in.permissionsBoundary())),
                        this::putUserPermissionsBoundary)
                .changes(
                        "DeleteUserPermissionsBoundary",
                        DeleteUserPermissionsBoundaryRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (call, in, keys) ->
                                        BoundaryMembers.putOf(keys, call, Target.userId(call, in.userName()))),
                        this::deleteUserPermissionsBoundary);
    }

    private PutUserPermissionsBoundaryResponse putUserPermissionsBoundary(
            Call call, PutUserPermissionsBoundaryRequest in) {
        User user = Target.of(call, in.userName()).requireUser();
        call.account().boundaries().put(user.id(), arns.boundary(call, in.permissionsBoundary(), "user"));
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    private DeleteUserPermissionsBoundaryResponse deleteUserPermissionsBoundary(
            Call call, DeleteUserPermissionsBoundaryRequest in) {
        User user = Target.of(call, in.userName()).requireUser();
        if (!call.account().boundaries().remove(user.id())) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY,
                    "The user with name " + user.name() + " does not have a permissions boundary.");
        }
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }
}
