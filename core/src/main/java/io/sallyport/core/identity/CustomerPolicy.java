// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer managed policy, whose documents are its versions.
 *
 * @param description null where there is none; it cannot be changed
 * @param defaultVersion the number of the version that decides
 * @param createdAt whole seconds
 * @param updatedAt when the newest version was made
 */
public record CustomerPolicy(
        UniqueId id,
        PolicyName name,
        EntityPath path,
        @Nullable String description,
        int defaultVersion,
        Instant createdAt,
        Instant updatedAt) {

    /** What AWS begins with. */
    public static final int FIRST_VERSION = 1;

    public Arn arn(AccountId account) {
        return account.iam("policy" + path + name);
    }
}
