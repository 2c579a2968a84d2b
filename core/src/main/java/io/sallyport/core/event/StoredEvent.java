// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import io.sallyport.core.Bytes;
import io.sallyport.core.name.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * An event as it lies in the store.
 *
 * @param sequence null while it has no place in the chain
 * @param hash null while it has no place in the chain
 * @param columns what the columns beside the record say
 * @param sealed what its seal holds; null if the seal does not open
 */
public record StoredEvent(
        AccountId account,
        Event event,
        String node,
        @Nullable Long sequence,
        @Nullable Bytes hash,
        EventFacts columns,
        @Nullable Bytes sealed) {
    String name() {
        return sequence == null
                ? "event " + event.id() + " of account " + account
                : "record " + sequence + " of node " + node + " (event " + event.id() + ")";
    }
}
