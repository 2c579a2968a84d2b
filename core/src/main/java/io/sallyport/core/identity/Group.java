// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A set of users that share policies. Groups hold no groups. */
public record Group(UniqueId id, GroupName name, EntityPath path, Instant createdAt) {
    /** The same group by another name and path, each null to keep it. */
    public Group renamed(@Nullable GroupName newName, @Nullable EntityPath newPath) {
        return new Group(id, newName == null ? name : newName, newPath == null ? path : newPath, createdAt);
    }

    public Arn arn(AccountId account) {
        return account.iam("group" + path + name);
    }
}
