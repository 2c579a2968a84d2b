// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Port: what is to be delivered, of all accounts. Each message is delivered at least once, or given up after days. */
public interface Deliveries {
    /**
     * Takes what is due.
     *
     * @param lease after which it is due again, unless it was settled
     */
    List<Delivery> take(Instant now, Duration lease, int most);

    void delivered(Delivery delivery);

    /** Tries it again then. */
    void failed(Delivery delivery, Instant now, Instant again);

    /** Never tries it again. */
    void givenUp(Delivery delivery, Instant now);
}
