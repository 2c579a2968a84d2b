// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.identity.Role;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Call;
import java.util.Optional;

/** The role that a request names. */
final class RoleTarget {
    private RoleTarget() {}

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    static Role of(Call call, String roleName) {
        return call.account().roles().require(new RoleName(roleName));
    }

    /** What the caller has to be allowed to act on, whether or not there is such a role. */
    static String resource(Call call, String roleName) {
        RoleName name = new RoleName(roleName);
        return call.account()
                .roles()
                .find(name)
                .map(role -> role.arn(call.account().id()))
                .orElseGet(() -> call.account().id().iam("role/" + name))
                .toString();
    }

    /** The id of the role, if there is one. */
    static Optional<UniqueId> id(Call call, String roleName) {
        return call.account().roles().find(new RoleName(roleName)).map(Role::id);
    }
}
