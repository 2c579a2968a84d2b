// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.credential.SealedAccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.event.EventLog;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.webhook.Deliveries;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Port: every account in the store, and the directory that finds them. Thread-safe. */
public interface Accounts extends AutoCloseable {
    /** Runs work that changes nothing, on a consistent view. */
    <T> T read(AccountId account, Function<Account, T> work);

    /**
     * Runs work in a transaction. When this returns, what it did is on disk; when it throws, nothing was done, save by
     * {@link Refusal}, whose reason is then thrown.
     *
     * <p>The work may be run more than once and must not reach outside the account it is given.
     */
    <T> T write(AccountId account, Function<Account, T> work);

    /**
     * Opens an account and runs the work that furnishes it in the same transaction.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} if the id, the alias or the root user's address is taken
     */
    <T> T open(AccountId account, Optional<AccountAlias> alias, RootUser root, Function<Account, T> furnish);

    boolean exists(AccountId account);

    List<AccountId> list();

    Optional<AccountId> byAlias(AccountAlias alias);

    Optional<AccountId> byRootEmail(EmailAddress email);

    Optional<AccountId> byAccessKey(AccessKeyId key);

    /** Whose tokens for other systems name an issuer of that id, enabled or not. */
    Optional<AccountId> byTokenIssuer(String issuer);

    /** The key of that id in whichever account it is, active or not. */
    Optional<SealedAccessKey> accessKey(AccessKeyId id);

    SecretAccessKey secret(SealedAccessKey key);

    Deliveries deliveries();

    /** What happened in all of them. */
    EventLog eventLog();

    StoreLoad load();

    @Override
    void close();
}
