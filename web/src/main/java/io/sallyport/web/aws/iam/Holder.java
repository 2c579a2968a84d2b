// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Call;

/**
 * The user, group or role that a request is about as a holder of policies.
 *
 * @param kind as AWS's messages call it: {@code user}
 * @param inlineCharacters AWS's quota for its inline policies together
 */
record Holder(String kind, UniqueId id, String name, int inlineCharacters) {
    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    static Holder user(Call call, String userName) {
        User user = Target.of(call, userName).requireUser();
        return new Holder("user", user.id(), user.name().value(), Policies.INLINE_CHARACTERS_PER_USER);
    }

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    static Holder group(Call call, String groupName) {
        Group group = call.account().groups().require(new GroupName(groupName));
        return new Holder("group", group.id(), group.name().value(), Policies.INLINE_CHARACTERS_PER_GROUP);
    }

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    static Holder role(Call call, String roleName) {
        return of(RoleTarget.of(call, roleName));
    }

    /**
     * A role whose policies are about to change.
     *
     * @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY}, {@code UNMODIFIABLE_ENTITY}
     */
    static Holder modifiableRole(Call call, String roleName) {
        return of(RoleTarget.of(call, roleName).requireModifiable());
    }

    private static Holder of(Role role) {
        return new Holder("role", role.id(), role.name().value(), Policies.INLINE_CHARACTERS_PER_ROLE);
    }
}
