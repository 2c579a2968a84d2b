// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.account.Account;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/** How core's records look in AWS's answers. */
final class Wire {
    private Wire() {}

    /** With what the lists leave out; a user without tags has no such member (recorded). */
    static User full(AccountId account, io.sallyport.core.identity.User user, List<Tag> tags, Optional<Arn> boundary) {
        return user(account, user).toBuilder()
                .tags(tags.isEmpty() ? null : TagMembers.write(tags))
                .permissionsBoundary(BoundaryMembers.write(boundary))
                .build();
    }

    static User user(AccountId account, io.sallyport.core.identity.User user) {
        return User.builder()
                .path(user.path().value())
                .userName(user.name().value())
                .userId(user.id().value())
                .arn(user.arn(account).toString())
                .createDate(user.createdAt())
                .passwordLastUsed(user.passwordLastUsed())
                .build();
    }

    /** As {@code GetGroup} shows users: when a password was last used is for GetUser and ListUsers to tell. */
    static User member(AccountId account, io.sallyport.core.identity.User user) {
        return user(account, user).toBuilder().passwordLastUsed(null).build();
    }

    /** What {@code GetUser} says to root of herself, whom AWS calls by the account's alias. */
    static User root(Account account) {
        return User.builder()
                .userName(account.alias().map(AccountAlias::value).orElse(null))
                .userId(account.root().id().value())
                .arn(account.id().root().toString())
                .createDate(account.root().createdAt())
                .passwordLastUsed(account.root().passwordLastUsed())
                .build();
    }

    static software.amazon.awssdk.services.iam.model.Group group(AccountId account, Group group) {
        return software.amazon.awssdk.services.iam.model.Group.builder()
                .path(group.path().value())
                .groupName(group.name().value())
                .groupId(group.id().value())
                .arn(group.arn(account).toString())
                .createDate(group.createdAt())
                .build();
    }

    static AccessKeyMetadata metadata(AccessKey key, @Nullable String userName) {
        return AccessKeyMetadata.builder()
                .userName(userName)
                .accessKeyId(key.id().value())
                .status(status(key))
                .createDate(key.createdAt())
                .build();
    }

    static StatusType status(AccessKey key) {
        return key.active() ? StatusType.ACTIVE : StatusType.INACTIVE;
    }
}
