// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action works with: who calls, her account within the transaction of this request, and the request's facts for
 * those who decide by policies themselves. Immutable.
 */
public final class Call {
    private final @Nullable Caller caller;
    private final Account account;
    private final RequestFacts facts;
    private final @Nullable Instant sessionEnds;

    Call(@Nullable Caller caller, Account account, RequestFacts facts) {
        this(caller, account, facts, null);
    }

    Call(@Nullable Caller caller, Account account, RequestFacts facts, @Nullable Instant sessionEnds) {
        this.sessionEnds = sessionEnds;
        this.caller = caller;
        this.account = account;
        this.facts = facts;
    }

    /** Never asked of a request that nobody signed. */
    public Caller caller() {
        return Objects.requireNonNull(caller, "nobody signed this request");
    }

    /** The caller's account, or the one that a request names which nobody signed. */
    public Account account() {
        return account;
    }

    /** When the session that signed this ends; empty for a long-term key. */
    public Optional<Instant> sessionEnds() {
        return Optional.ofNullable(sessionEnds);
    }

    public RequestFacts facts() {
        return facts;
    }
}
