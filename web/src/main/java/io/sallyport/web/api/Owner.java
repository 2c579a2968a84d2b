// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Caller;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Whose devices or recovery codes a request is about: the user {@code {name}} of its path or, without one, root.
 *
 * @param self whether that is the caller
 */
record Owner(UniqueId id, Arn arn, boolean self) {
    static Owner of(Context context, Account account, Caller caller) {
        @Nullable String name = context.pathParamMap().get("name");
        if (name == null) {
            return new Owner(UniqueId.ofRoot(account.id()), account.id().root(), caller.isRoot());
        }
        User user = account.users().require(new UserName(name));
        // Whom she vouches for is not she.
        boolean self = caller.federated() == null && user.id().equals(caller.id());
        return new Owner(user.id(), user.arn(account.id()), self);
    }
}
