// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Signer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The credentials still to be told after the first; forgotten on any other command and after 30 seconds (§6.3). */
final class AssertionQueue {
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Queue<Credential> remaining = new ArrayDeque<>();
    private @Nullable AssertionTemplate assertion;
    private Instant deadline = Instant.MIN;

    AssertionQueue(InstantSource clock) {
        this.clock = clock;
    }

    void clear() {
        remaining.clear();
    }

    void fill(AssertionTemplate begun, List<Credential> further) {
        assertion = begun;
        remaining.addAll(further);
        deadline = clock.instant().plus(LIFETIME);
    }

    Optional<Bytes> next(Signer signer) {
        if (!clock.instant().isBefore(deadline)) {
            clear();
        }
        Credential credential = remaining.poll();
        AssertionTemplate begun = assertion;
        if (credential == null || begun == null) {
            return Optional.empty();
        }
        deadline = clock.instant().plus(LIFETIME);
        return Optional.of(begun.further(credential, signer));
    }
}
