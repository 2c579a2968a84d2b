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

    /**
     * What came of one.
     *
     * @param evidence empty if it was wrong, used or late alike
     * @param guess whether it was a wrong one that counts
     */
    public record Answer(Optional<MfaEvidence> evidence, boolean guess) {}

    /** @param throttle the owner's, for recovery codes */
    public Answer accept(RecoveryCodes codes, OwnerThrottle throttle, UniqueId owner, String typed) {
        Instant now = clock.instant();
        String hash = RecoveryCode.typed(typed).hash(owner);
        boolean rests = throttle.rests(now);
        // The same statements whatever it is refused for; of no code is there an empty hash.
        if (codes.use(owner, rests ? "" : hash, now)) {
            throttle.right();
            announce(codes, owner, now);
            return new Answer(Optional.of(MfaEvidence.recovery(NAME, now)), false);
        }
        boolean guess = !codes.wasUsed(owner, hash) && !rests;
        if (guess) {
            throttle.wrong(now);
        } else {
            throttle.unread();
        }
        return new Answer(Optional.empty(), guess);
    }

    private static void announce(RecoveryCodes codes, UniqueId owner, Instant now) {
        int left = codes.of(owner).map(RecoveryCodes.Stock::left).orElse(0);
        codes.announce(DeviceNotice.RECOVERY_USED, owner, left, now);
        if (left <= FEW) {
            codes.announce(DeviceNotice.RECOVERY_LOW, owner, left, now);
        }
    }
}
