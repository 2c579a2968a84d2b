// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempted;
import io.sallyport.core.account.TrustedPrincipals;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** How roles and instance profiles look in AWS's answers, which differ in the members they show, as AWS was recorded. */
final class RoleWire {
    private RoleWire() {}

    /** In the answer to the request that made it, and within its instance profiles. */
    static software.amazon.awssdk.services.iam.model.Role.Builder brief(Account account, Role role) {
        return software.amazon.awssdk.services.iam.model.Role.builder()
                .path(role.path().value())
                .roleName(role.name().value())
                .roleId(role.id().value())
                .arn(role.arn(account.id()).toString())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(DocumentText.encoded(TrustedPrincipals.show(account, role)));
    }

    /** In a list of roles. */
    static software.amazon.awssdk.services.iam.model.Role.Builder listed(Account account, Role role) {
        return brief(account, role).description(role.description()).maxSessionDuration((int)
                role.maxSession().toSeconds());
    }

    /**
     * With what only {@code GetRole} shows.
     *
     * @param last null if the role was never used
     */
    static software.amazon.awssdk.services.iam.model.Role full(Account account, Role role, @Nullable Attempted last) {
        return tagged(listed(account, role), account.tags().of(role.id()))
                .permissionsBoundary(BoundaryMembers.write(account.boundaries().find(role.id())))
                .roleLastUsed(lastUsed(last))
                .build();
    }

    /** An empty element for a role that was never used, as AWS was recorded to write it. */
    static RoleLastUsed lastUsed(@Nullable Attempted last) {
        return last == null
                ? RoleLastUsed.builder().build()
                : RoleLastUsed.builder()
                        .lastUsedDate(last.last())
                        .region(last.region())
                        .build();
    }

    /** No tags are no member. */
    static software.amazon.awssdk.services.iam.model.Role.Builder tagged(
            software.amazon.awssdk.services.iam.model.Role.Builder role, List<Tag> tags) {
        return tags.isEmpty() ? role : role.tags(TagMembers.write(tags));
    }

    /** Without tags. */
    static software.amazon.awssdk.services.iam.model.InstanceProfile.Builder profile(
            Account account, InstanceProfile profile) {
        Role role = profile.role();
        return software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
                .path(profile.path().value())
                .instanceProfileName(profile.name().value())
                .instanceProfileId(profile.id().value())
                .arn(profile.arn(account.id()).toString())
                .createDate(profile.createdAt())
                .roles(role == null ? List.of() : List.of(brief(account, role).build()));
    }
}
