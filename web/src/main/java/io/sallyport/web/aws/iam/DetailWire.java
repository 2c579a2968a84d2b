// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempted;
import io.sallyport.core.account.TrustedPrincipals;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Holding;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.GroupName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** How {@code GetAccountAuthorizationDetails} shows users, groups and roles, with the empty lists it was recorded to show. */
final class DetailWire {
    private DetailWire() {}

    /** No inline policies are no member, unlike everywhere else. */
    static UserDetail user(AccountId account, User user, Holding held) {
        return UserDetail.builder()
                .path(user.path().value())
                .userName(user.name().value())
                .userId(user.id().value())
                .arn(user.arn(account).toString())
                .createDate(user.createdAt())
                .userPolicyList(held.inline().isEmpty() ? null : inline(held))
                .groupList(held.groups().stream().map(GroupName::value).toList())
                .attachedManagedPolicies(attached(held))
                .permissionsBoundary(BoundaryMembers.write(held.boundary()))
                .tags(TagMembers.write(held.tags()))
                .build();
    }

    static GroupDetail group(AccountId account, Group group, Holding held) {
        return GroupDetail.builder()
                .path(group.path().value())
                .groupName(group.name().value())
                .groupId(group.id().value())
                .arn(group.arn(account).toString())
                .createDate(group.createdAt())
                .groupPolicyList(inline(held))
                .attachedManagedPolicies(attached(held))
                .build();
    }

    static RoleDetail role(Account account, Role role, Holding held, @Nullable Attempted last) {
        return RoleDetail.builder()
                .path(role.path().value())
                .roleName(role.name().value())
                .roleId(role.id().value())
                .arn(role.arn(account.id()).toString())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(DocumentText.encoded(TrustedPrincipals.show(account, role)))
                .instanceProfileList(held.profiles().stream()
                        .map(profile -> RoleWire.profile(account, profile).build())
                        .toList())
                .rolePolicyList(inline(held))
                .attachedManagedPolicies(attached(held))
                .permissionsBoundary(BoundaryMembers.write(held.boundary()))
                .tags(TagMembers.write(held.tags()))
                .roleLastUsed(RoleWire.lastUsed(last))
                .build();
    }

    private static List<PolicyDetail> inline(Holding held) {
        return held.inline().stream()
                .map(policy -> PolicyDetail.builder()
                        .policyName(policy.reference())
                        .policyDocument(DocumentText.encoded(policy.document()))
                        .build())
                .toList();
    }

    private static List<AttachedPolicy> attached(Holding held) {
        return held.attached().stream().map(AttachedPolicyActions::member).toList();
    }
}
