// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.OwnerThrottle;
import io.sallyport.core.mfa.RecoveryCode;
import io.sallyport.core.mfa.RecoveryCodes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** How people make and throw away their own recovery codes, in a browser. Works inside the caller's transaction. */
public final class RecoveryCodeChanges {
    private final SecureRandom random;
    private final InstantSource clock;
    private final FreshSignIn fresh;

    public RecoveryCodeChanges(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
        this.fresh = new FreshSignIn(clock);
    }

    /**
     * Makes new ones in place of those she had.
     *
     * @return to be shown to the caller, this once
     * @throws IamException {@code ACCESS_DENIED} without a device just shown
     */
    public List<RecoveryCode> replace(Account account, Caller caller) {
        fresh.requireDevice(caller);
        List<RecoveryCode> codes = Stream.generate(() -> RecoveryCode.generate(random))
                .limit(RecoveryCodes.PER_OWNER)
                .toList();
        account.recoveryCodes()
                .replace(
                        caller.id(),
                        codes.stream().map(code -> code.hash(caller.id())).toList(),
                        clock.instant());
        // What was guessed at is gone.
        OwnerThrottle.of(account.mfaDevices().wrongTries(), caller.id(), Guessed.RECOVERY_CODE)
                .right();
        return codes;
    }

    /** @throws IamException {@code ACCESS_DENIED} if the sign-in is not fresh */
    public void requireFresh(Account account, Caller caller) {
        fresh.requireToChangeDevices(account, caller);
    }
}
