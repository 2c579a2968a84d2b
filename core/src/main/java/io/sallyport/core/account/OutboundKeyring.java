// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.federation.OutboundAlgorithm;
import io.sallyport.core.federation.OutboundKey;
import io.sallyport.core.federation.OutboundKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * Sees to it that an account has keys for its tokens, and new ones after a while. To make one takes long, so that it is
 * done between two transactions. Thread-safe.
 */
public final class OutboundKeyring {
    /** After which a key is replaced. */
    static final Duration ROTATED_AFTER = Duration.ofDays(90);

    /** Longer than any token lasts, and for those who look seldom. */
    private static final Duration SHOWN_AFTER = Duration.ofDays(1);

    private final SecureRandom random;
    private final InstantSource clock;

    public OutboundKeyring(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /** A key that is to be made: the {@code number}-th of its kind. */
    public record Due(OutboundAlgorithm algorithm, int number) {
        static Due in(OutboundKeys keys, OutboundAlgorithm algorithm) {
            return new Due(algorithm, keys.count(algorithm));
        }
    }

    /** The kinds of which the account has no key, or an old one. */
    public List<Due> due(OutboundKeys keys) {
        Instant oldest = clock.instant().minus(ROTATED_AFTER);
        return Arrays.stream(OutboundAlgorithm.values())
                .filter(algorithm -> keys.current(algorithm)
                        .filter(key -> key.createdAt().isAfter(oldest))
                        .isEmpty())
                .map(algorithm -> Due.in(keys, algorithm))
                .toList();
    }

    /** All of them, however new the ones before are. */
    public static List<Due> rotation(OutboundKeys keys) {
        return Arrays.stream(OutboundAlgorithm.values())
                .map(algorithm -> Due.in(keys, algorithm))
                .toList();
    }

    /** To be called outside any transaction. */
    public List<OutboundKey> make(List<Due> due) {
        return due.stream()
                .map(one -> OutboundKey.generate(one.algorithm(), one.number(), random, clock.instant()))
                .toList();
    }

    /** Of two that were made at once the first one stays. */
    public static void put(OutboundKeys keys, List<OutboundKey> made) {
        made.forEach(keys::add);
    }

    /** A JSON Web Key Set. */
    public String published(OutboundKeys keys) {
        return "{\"keys\":[" + String.join(",", keys.published(clock.instant().minus(SHOWN_AFTER))) + "]}";
    }
}
