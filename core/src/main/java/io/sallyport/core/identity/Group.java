// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A set of users that share policies. Groups hold no groups. */
public record Group(UniqueId id, GroupName name, EntityPath path, Instant createdAt) {
    public Arn arn(AccountId account) {
        return account.iam("group" + path + name);
    }
}
