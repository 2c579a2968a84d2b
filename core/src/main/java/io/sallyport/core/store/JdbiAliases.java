// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Aliases;
import io.sallyport.core.name.AccountAlias;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JdbiAliases implements Aliases {
    private final Scope scope;

    JdbiAliases(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void put(AccountAlias alias) {
        Optional<String> old = lock();
        if (!Directory.claim(scope, Directory.Kind.ALIAS, alias.value())) {
            throw new IamException(Kind.ENTITY_ALREADY_EXISTS, "The account alias " + alias + " already exists.");
        }
        old.ifPresent(name -> Directory.release(scope, Directory.Kind.ALIAS, name));
        set(alias.value());
    }

    @Override
    public void remove(AccountAlias alias) {
        if (lock().filter(alias.value()::equals).isEmpty()) {
            throw new IamException(Kind.NO_SUCH_ENTITY, "The account alias " + alias + " cannot be found.");
        }
        Directory.release(scope, Directory.Kind.ALIAS, alias.value());
        set(null);
    }

    /** The alias as it is, which nobody else may change until this transaction ends. */
    private Optional<String> lock() {
        scope.lockAccount();
        return scope.query("SELECT alias FROM account WHERE account_id = :account AND alias IS NOT NULL")
                .mapTo(String.class)
                .findOne();
    }

    private void set(@Nullable String alias) {
        scope.update("UPDATE account SET alias = :alias WHERE account_id = :account")
                .bind("alias", alias)
                .execute();
    }
}
