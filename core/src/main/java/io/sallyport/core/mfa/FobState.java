// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.EnumSet;
import java.util.Set;

/** Where a fob is in its life, and where it may go from there. Which way somebody takes, and what it asks of her, is told elsewhere. */
public enum FobState {
    /** Not to be handed out before it has shown two consecutive codes. */
    QUARANTINE,
    /** Can be handed out. */
    IN_STOCK,
    /** Somebody's factor. */
    ASSIGNED,
    /** Nobody knows where. */
    LOST,
    /** Never to be used again; its seed is erased. */
    RETIRED;

    /** The states that may follow; the database asks again which one it is in. */
    public Set<FobState> next() {
        return switch (this) {
            case QUARANTINE -> EnumSet.of(IN_STOCK, ASSIGNED, LOST, RETIRED);
            case IN_STOCK -> EnumSet.of(QUARANTINE, ASSIGNED, LOST, RETIRED);
            case ASSIGNED -> EnumSet.of(QUARANTINE, LOST);
            case LOST -> EnumSet.of(QUARANTINE, RETIRED);
            case RETIRED -> EnumSet.noneOf(FobState.class);
        };
    }

    /** Whether whoever enrols and signs in can tell that there is such a fob. */
    public boolean isThere() {
        return this != LOST && this != RETIRED;
    }
}
