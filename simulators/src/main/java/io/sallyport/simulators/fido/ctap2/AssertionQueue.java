// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Signer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The credentials still to be told after the first; forgotten on any other command and after 30 seconds (§6.3). */
final class AssertionQueue {
    static final Duration LIFETIME = Remaining.LIFETIME;

    private final Remaining<Credential> remaining;
    private @Nullable AssertionTemplate assertion;

    AssertionQueue(InstantSource clock) {
        this.remaining = new Remaining<>(clock);
    }

    void clear() {
        remaining.clear();
    }

    void fill(AssertionTemplate begun, List<Credential> further) {
        assertion = begun;
        remaining.fill(further);
    }

    Optional<Bytes> next(Signer signer) {
        AssertionTemplate begun = assertion;
        return begun == null ? Optional.empty() : remaining.next().map(credential -> begun.further(credential, signer));
    }
}
