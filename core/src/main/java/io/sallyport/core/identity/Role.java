// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may become for a while whom its trust policy names.
 *
 * @param createdAt whole seconds
 * @param trustPolicy as it is stored: with the unique ids of users and roles in the place of their ARNs
 * @param description null if none was ever given
 * @param maxSession how long a session may last at most
 * @param linkedService the service whose service-linked role it is, such as {@code batch.amazonaws.com}; null for others
 */
public record Role(
        UniqueId id,
        RoleName name,
        EntityPath path,
        Instant createdAt,
        String trustPolicy,
        @Nullable String description,
        Duration maxSession,
        @Nullable String linkedService) {
    /** AWS's default. */
    public static final Duration DEFAULT_MAX_SESSION = Duration.ofHours(1);

    public Arn arn(AccountId account) {
        return account.iam("role" + path + name);
    }

    /**
     * For changes that nobody but the linked service may make.
     *
     * @throws IamException {@code UNMODIFIABLE_ENTITY} if this is a service-linked role
     */
    public Role requireModifiable() {
        if (linkedService != null) {
            throw new IamException(
                    Kind.UNMODIFIABLE_ENTITY,
                    "Cannot perform the operation on the protected role '" + name
                            + "' - this role is only modifiable by AWS");
        }
        return this;
    }
}
