// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What hands a role to an EC2 instance.
 *
 * @param createdAt whole seconds
 * @param role null while it has none; AWS lets it have one at most
 */
public record InstanceProfile(
        UniqueId id,
        InstanceProfileName name,
        EntityPath path,
        Instant createdAt,
        @Nullable Role role) {
    public Arn arn(AccountId account) {
        return account.iam("instance-profile" + path + name);
    }
}
