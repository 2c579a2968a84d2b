// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Accepts each recovery code once. Works inside the caller's transaction, which must commit whatever the answer is, as
 * {@link CodeVerification} does; one that was used is refused like a wrong one and counts as no failure.
 */
public final class RecoveryVerification {
    /** What logs call it in the place of a device's serial. */
    public static final MfaSerial NAME = new MfaSerial("recovery-code");

    /** When it is time to make new ones. */
    private static final int FEW = 3;

    private final InstantSource clock;

    public RecoveryVerification(InstantSource clock) {
        this.clock = clock;
    }

    /** What a code proves that somebody typed; empty if it is wrong, used or late alike. */
    public Optional<MfaEvidence> accept(RecoveryCodes codes, UniqueId owner, String typed) {
        Instant now = clock.instant();
        String hash = RecoveryCode.typed(typed).hash(owner);
        RecoveryCodes.Tries tries = codes.lock(owner).orElse(null);
        if (tries == null || now.isBefore(tries.lockedUntil())) {
            return Optional.empty();
        }
        if (codes.use(owner, hash, now)) {
            announce(codes, owner, now);
            return Optional.of(MfaEvidence.recovery(NAME, now));
        }
        if (!codes.wasUsed(owner, hash)) {
            // Never for good, as of a device in stock: nobody guesses them, and they are the way out for whoever is locked out.
            codes.failed(owner, Throttle.lockedUntil(tries.failures() + 1, null, now));
        }
        return Optional.empty();
    }

    private static void announce(RecoveryCodes codes, UniqueId owner, Instant now) {
        int left = codes.of(owner).map(RecoveryCodes.Stock::left).orElse(0);
        codes.announce(DeviceNotice.RECOVERY_USED, owner, left, now);
        if (left <= FEW) {
            codes.announce(DeviceNotice.RECOVERY_LOW, owner, left, now);
        }
    }
}
