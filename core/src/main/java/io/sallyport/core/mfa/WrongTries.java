// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** Port: consecutive wrong tries of one account's owners. */
public interface WrongTries {
    /**
     * How many there were.
     *
     * @param restsUntil before this, nothing is accepted
     */
    record Tally(int failures, Instant restsUntil) {}

    /** Nobody else may change it until this transaction ends. */
    Tally lock(UniqueId owner, Guessed what);

    /** After a try that was refused; writes as much where the tally is the one it was. */
    void refused(UniqueId owner, Guessed what, Tally tally);

    /** After one that was not. */
    void clear(UniqueId owner, Guessed what);

    /** Forgets all of an owner's. */
    void release(UniqueId owner);
}
