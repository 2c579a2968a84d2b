// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the browser sessions of one account, and since when sessions of either kind count. */
public interface Sessions {
    void add(BrowserSession session);

    /** Empty when there is none or it has expired; whether it still counts is {@link #stands}. */
    Optional<BrowserSession> find(String tokenHash, Instant now);

    void remove(String tokenHash);

    /** Sessions issued before this are cut off; {@link Instant#EPOCH} when none ever was. */
    Instant validAfter(UniqueId owner);

    /**
     * Whether a session still counts: it was not cut off and, where the account wants it so ({@link
     * io.sallyport.core.account.AccountSettings#sessionsEndWithDevice}), the device it was opened with has been its
     * owner's factor ever since. One query.
     *
     * @param mfa null for a session opened without a second factor
     */
    boolean stands(UniqueId owner, Instant issuedAt, @Nullable MfaEvidence mfa);

    /**
     * Cuts off every session the owner has, browser's and API's; of a role those of whoever assumed it, of a user or root
     * also those of the federated users they vouched for. By the millisecond, in favour of the cut.
     */
    void cutOff(UniqueId owner, Instant at);
}
