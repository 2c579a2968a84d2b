// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.name.AccountAlias;

/** Port: the one alias an account may have. No two accounts have the same. */
public interface Aliases {
    /**
     * Gives the account this alias, in place of the one it had.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} if any account has it, this one included
     */
    void put(AccountAlias alias);

    /** @throws IamException {@code NO_SUCH_ENTITY} if it is not this account's */
    void remove(AccountAlias alias);
}
