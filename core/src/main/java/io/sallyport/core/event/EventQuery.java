// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted.
 *
 * @param attribute null for all
 * @param value of the attribute
 * @param from the first moment
 * @param until the first moment that is too late
 * @param after the last one seen already; null to begin with the newest
 */
public record EventQuery(
        @Nullable Attribute attribute,
        String value,
        Instant from,
        Instant until,
        @Nullable Place after,
        int limit) {
    /** CloudTrail API reference, LookupAttribute. */
    public enum Attribute {
        EVENT_ID,
        EVENT_NAME,
        READ_ONLY,
        USERNAME,
        RESOURCE_TYPE,
        RESOURCE_NAME,
        EVENT_SOURCE,
        ACCESS_KEY_ID
    }

    /** Where in the order of events one stands. */
    public record Place(Instant at, String id) {}

    public static EventQuery newest(int limit) {
        return new EventQuery(null, "", Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), null, limit);
    }
}
