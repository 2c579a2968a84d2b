// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/**
 * How often an owner may be guessed at, whichever device or code is tried: of recovery codes and access codes four wrong
 * ones are free, then there are rests that grow, as a device's do; after {@value Throttle#MOST} in a row of any kind
 * nothing is accepted until she is released, save for root, who never locks for good. Counted in the store, so on all
 * nodes at once, and committed with the refusal ({@link io.sallyport.core.account.Refusal}). Belongs to one transaction.
 *
 * <p>Ask {@link #rests} and then call one of {@link #right}, {@link #wrong} and {@link #unread}. Whoever rests gets the
 * answer to a wrong try, and a right one is not used up by it.
 */
public final class OwnerThrottle {
    private final WrongTries tries;
    private final UniqueId owner;
    private final Guessed what;
    private final WrongTries.Tally tally;

    private OwnerThrottle(WrongTries tries, UniqueId owner, Guessed what, WrongTries.Tally tally) {
        this.tries = tries;
        this.owner = owner;
        this.what = what;
        this.tally = tally;
    }

    /** Locked until the transaction ends, so that of many tries at once each counts before the next is looked at. */
    public static OwnerThrottle of(WrongTries tries, UniqueId owner, Guessed what) {
        return new OwnerThrottle(tries, owner, what, tries.lock(owner, what));
    }

    /** Whether nothing is to be accepted now. */
    public boolean rests(Instant now) {
        return now.isBefore(tally.restsUntil());
    }

    /** Counts a wrong try. */
    public void wrong(Instant now) {
        int failures = tally.failures() + 1;
        tries.refused(owner, what, new WrongTries.Tally(failures, what.restsUntil(failures, owner, now)));
    }

    /** For what was refused but is no guess, or was tried while resting: writes as much as {@link #wrong} and counts nothing. */
    public void unread() {
        tries.refused(owner, what, tally);
    }

    /** Begins again at none. */
    public void right() {
        if (tally.failures() > 0) {
            tries.clear(owner, what);
        }
    }
}
