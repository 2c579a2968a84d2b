// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Ids of events: UUIDs of version 7 (RFC 9562 section 5.7), so that of two events within one millisecond that which was
 * recorded first also sorts first, and the newest lie together in an index.
 */
public final class EventIds {
    /** What the twelve bits beside the time can count. */
    private static final int MOST_IN_A_MILLISECOND = 1 << 12;

    /** Static, since the order is that of the whole process. */
    private static final EventIds IDS = new EventIds();

    private long millis;
    private int count;

    private EventIds() {}

    public static String next(Instant at) {
        return IDS.after(at.toEpochMilli()).toString();
    }

    private synchronized UUID after(long now) {
        if (now > millis) {
            millis = now;
            count = 0;
        } else if (++count == MOST_IN_A_MILLISECOND) {
            millis++;
            count = 0;
        }
        // The other half is that of a random one, variant and all.
        return new UUID(millis << 16 | 7 << 12 | count, UUID.randomUUID().getLeastSignificantBits());
    }
}
