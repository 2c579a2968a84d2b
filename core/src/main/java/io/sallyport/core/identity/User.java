// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person.
 *
 * @param createdAt whole seconds
 * @param passwordLastUsed the last sign-in by password; null if there was none
 */
public record User(
        UniqueId id,
        UserName name,
        EntityPath path,
        Instant createdAt,
        @Nullable Instant passwordLastUsed) {
    public User {
        name.requireGivable();
    }

    /** The same user by another name and path, each null to keep it. */
    public User renamed(@Nullable UserName newName, @Nullable EntityPath newPath) {
        return new User(
                id, newName == null ? name : newName, newPath == null ? path : newPath, createdAt, passwordLastUsed);
    }

    public Arn arn(AccountId account) {
        return account.iam("user" + path + name);
    }
}
