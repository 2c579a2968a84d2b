// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Slows down an address from which wrong passwords or codes keep coming, whosever they are tried for. Thread-safe. */
public final class AddressThrottle {
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

    public AddressThrottle(InstantSource clock) {
        this.byNetwork = new GuessThrottle(clock);
    }

    /** @throws TooMany if there is nothing to be tried from there now */
    public void require(String address) {
        byNetwork.mustWait(network(address)).ifPresent(wait -> {
            throw new TooMany(wait);
        });
    }

    public void failed(String address) {
        byNetwork.failed(network(address));
    }

    /** Whoever has one IPv6 address has the 2^64 of its network (RFC 4291 section 2.5.1). */
    private static String network(String address) {
        // No name has a colon: nothing is looked up.
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
