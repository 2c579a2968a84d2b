// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.Callers;
import io.sallyport.core.account.SuspendedKeys;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.SessionStatement;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key a request was signed with; whom it stands for is asked within the transaction that acts on it. */
public sealed interface Signer {
    AccountId account();

    /** Empty if the key no longer stands for anybody. */
    Optional<Caller> caller(Account account);

    /** When it ends by itself; null for a long-term key. */
    @Nullable Instant endsAt();

    /** A long-term key. */
    record Key(AccountId account, AccessKey key) implements Signer {
        @Override
        public Optional<Caller> caller(Account current) {
            return Callers.of(current, key);
        }

        @Override
        public @Nullable Instant endsAt() {
            return null;
        }
    }

    /**
     * A key that came with a session token.
     *
     * @param suspended which may have opened it
     */
    record Session(SessionStatement statement, SuspendedKeys suspended) implements Signer {
        @Override
        public AccountId account() {
            return statement.account();
        }

        @Override
        public Optional<Caller> caller(Account current) {
            return suspended.opened(current, statement.mfa()) ? Optional.empty() : Callers.of(current, statement);
        }

        @Override
        public Instant endsAt() {
            return statement.expiresAt();
        }
    }
}
