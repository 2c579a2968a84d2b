// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.web.http.AddressRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down an address that keeps giving wrong passwords, whichever accounts it tries. In memory and on each node for
 * itself: what must hold whatever happens is each device's own lock in the store. Thread-safe.
 */
public final class SignInThrottle {
    /** Failures an address may make within {@link #WINDOW}. */
    static final int FAILURES = 50;

    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Failures(Instant since, int count) {}

    /** Too many failures from one address: 429. */
    public static final class TooMany extends RuntimeException {
        private final Duration wait;

        TooMany(Duration wait) {
            super("Too many failed sign-ins from your address: try again in " + wait.toSeconds() + " seconds.");
            this.wait = wait;
        }

        public Duration retryAfter() {
            return wait;
        }
    }

    public SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void require(String address) {
        String network = network(address);
        Failures failures = byAddress.get(network);
        if (failures == null || failures.count() < FAILURES) {
            return;
        }
        Duration left = Duration.between(clock.instant(), failures.since().plus(WINDOW));
        if (left.isNegative() || left.isZero()) {
            byAddress.remove(network);
            return;
        }
        throw new TooMany(left.plusSeconds(1));
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        String network = network(address);
        Failures failures = byAddress.remove(network);
        if (failures != null && now.isBefore(failures.since().plus(WINDOW))) {
            byAddress.put(network, new Failures(failures.since(), failures.count() + 1));
        } else {
            byAddress.put(network, new Failures(now, 1));
        }
    }

    /** Whoever has one IPv6 address has the 2^64 of its network (RFC 4291 section 2.5.1). */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = AddressRange.parse(address).network().getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}
