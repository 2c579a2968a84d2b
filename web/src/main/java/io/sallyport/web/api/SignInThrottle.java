// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.credential.GuessThrottle;
import io.sallyport.web.http.AddressRange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Slows down an address that keeps giving wrong passwords, whichever accounts it tries. Thread-safe. */
public final class SignInThrottle {
    private final GuessThrottle byNetwork;

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
        this.byNetwork = new GuessThrottle(clock);
    }

    void require(String address) {
        byNetwork.mustWait(network(address)).ifPresent(wait -> {
            throw new TooMany(wait);
        });
    }

    void failed(String address) {
        byNetwork.failed(network(address));
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
