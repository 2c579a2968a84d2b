// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for requests, in the form of a UUID. They are no secrets: counting from where chance began costs nothing, drawing
 * each one would. Thread-safe.
 */
final class RequestIds {
    /** Odd, so that the products of counted numbers are all different; they look like chance. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final long process;
    private final AtomicLong count;

    RequestIds() {
        UUID beginning = UUID.randomUUID();
        process = beginning.getMostSignificantBits();
        count = new AtomicLong(beginning.getLeastSignificantBits());
    }

    String next() {
        long number = count.incrementAndGet() * SPREAD;
        // Version 4 is in the first half already; the variant of RFC 9562 is two bits of the second.
        long first = process ^ ((number >>> 62) << 16);
        long second = (number & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(first, second).toString();
    }
}
