// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Instant;
import java.util.Optional;

/** Port: the ceremonies under way in one account. */
public interface Ceremonies {
    void begin(Ceremony ceremony);

    /** Notes the end of one that was never stored: true for exactly one of any number of callers. */
    boolean endUnstored(Ceremony ceremony);

    /** Empty when there is none, it is of another kind, or it has expired. */
    Optional<Ceremony> find(String id, Ceremony.Kind kind, Instant now);

    /** Ends it: true for exactly one of any number of callers. */
    boolean end(Ceremony ceremony);
}
