// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.WrongTries;
import io.sallyport.core.name.UniqueId;

final class JdbiWrongTries implements WrongTries {
    private final Scope scope;

    JdbiWrongTries(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Tally lock(UniqueId owner, Guessed what) {
        // Also where it is there already: who is tried for the first time is told from nobody by no statement more.
        scope.update("""
                        INSERT INTO wrong_tries (account_id, owner_id, what, failures, locked_until, refused)
                        VALUES (:account, :owner, :what, 0, 0, 0) ON CONFLICT DO NOTHING""").bind("owner", owner.value()).bind("what", what.name()).execute();
        return scope.queryForUpdate("""
                        SELECT failures, locked_until FROM wrong_tries
                        WHERE account_id = :account AND owner_id = :owner AND what = :what""")
                .bind("owner", owner.value())
                .bind("what", what.name())
                .map((row, context) -> new Tally(row.getInt("failures"), Scope.instant(row, "locked_until")))
                .one();
    }

    @Override
    public void refused(UniqueId owner, Guessed what, Tally tally) {
        scope.update("""
                        UPDATE wrong_tries SET failures = :failures, locked_until = :until, refused = refused + 1
                        WHERE account_id = :account AND owner_id = :owner AND what = :what""")
                .bind("owner", owner.value())
                .bind("what", what.name())
                .bind("failures", tally.failures())
                .bind("until", tally.restsUntil().toEpochMilli())
                .execute();
    }

    @Override
    public void clear(UniqueId owner, Guessed what) {
        scope.update("""
                        UPDATE wrong_tries SET failures = 0, locked_until = 0
                        WHERE account_id = :account AND owner_id = :owner AND what = :what""").bind("owner", owner.value()).bind("what", what.name()).execute();
    }

    @Override
    public void release(UniqueId owner) {
        // At once zero and there still: whoever waits for the row goes on with it.
        scope.update("""
                        UPDATE wrong_tries SET failures = 0, locked_until = 0
                        WHERE account_id = :account AND owner_id = :owner""").bind("owner", owner.value()).execute();
    }
}
