// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** What of an owner's somebody may try to guess; the wrong tries of each are counted apart. */
public enum Guessed {
    /**
     * One-time codes, of all her devices together. Each device rests by itself after a few, so here there is the end
     * only: {@link Throttle#MOST} in a row on one account, however many devices (NIST SP 800-63B §5.2.2).
     */
    CODE {
        @Override
        Instant restsUntil(int failures, UniqueId owner, Instant now) {
            return failures < Throttle.MOST || owner.isRoot() ? Instant.EPOCH : Throttle.FOR_GOOD;
        }
    },
    /**
     * One-time codes of whichever of her devices, where it is not said of which: no single one is to answer for it, and who
     * only knows her name makes none of them rest.
     */
    ANY_CODE,
    RECOVERY_CODE,
    ACCESS_CODE;

    /** @param failures the wrong try just seen included */
    Instant restsUntil(int failures, UniqueId owner, Instant now) {
        return Throttle.lockedUntil(failures, owner, now);
    }
}
