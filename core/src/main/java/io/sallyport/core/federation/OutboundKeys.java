// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the keys by which one account signs tokens for other systems. */
public interface OutboundKeys {
    /** The one that signs now. */
    Optional<OutboundKey> current(OutboundAlgorithm algorithm);

    /** How many there ever were of a kind, which is the number of the next one. */
    int count(OutboundAlgorithm algorithm);

    /**
     * Adds a key, sealed, which signs from now on in the place of the one before.
     *
     * @return whether its id was free; if not, nothing was changed
     */
    boolean add(OutboundKey key);

    /**
     * What those who verify tokens have to know, as JSON Web Keys: keys that sign, and those that did until lately.
     *
     * @param replacedAfter which of the replaced ones still count
     */
    List<String> published(Instant replacedAfter);
}
