// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who wants in, by name, whether or not there is such a one.
 *
 * @param account empty if no account has that alias or address, or can have it
 * @param user null for root, and for what can be no user's name
 * @param typed all that was typed
 */
public record SignInName(
        Optional<AccountId> account, @Nullable UserName user, String typed) {
    /** Empty where no such account or user can exist. */
    public Optional<SignIn.Claim> claim() {
        return account.map(id -> new SignIn.Claim(id, user));
    }

    /** The same for the same user, by whichever name of her account, and root's address whatever account it comes to be of. */
    String key() {
        return account.isPresent() && user != null ? account.get() + "/" + user.key() : typed.toLowerCase(Locale.ROOT);
    }
}
