// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Optional;

/** Port: the browser sessions of one account, and since when sessions of either kind count. */
public interface Sessions {
    void add(BrowserSession session);

    /** Empty when there is none or it has expired; whether it was revoked is {@link #validAfter}. */
    Optional<BrowserSession> find(String tokenHash, Instant now);

    void remove(String tokenHash);

    /** Sessions issued before this are cut off; {@link Instant#EPOCH} when none ever was. */
    Instant validAfter(UniqueId owner);

    /** Cuts off every session the owner has, browser's and API's. */
    void cutOff(UniqueId owner, Instant at);
}
