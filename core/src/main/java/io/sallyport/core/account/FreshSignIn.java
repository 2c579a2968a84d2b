// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.MfaEvidence;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What people have to have shown just now in a browser before they change how they sign in. */
record FreshSignIn(InstantSource clock) {
    /**
     * The password, or once she has a device, a factor.
     *
     * @throws IamException {@code ACCESS_DENIED}
     */
    void requireToChangeDevices(Account account, Caller caller) {
        boolean hasDevice = !account.mfaDevices().of(caller.id()).isEmpty();
        MfaEvidence mfa = caller.mfa();
        boolean fresh = caller.credential() == Caller.Credential.CONSOLE
                && (hasDevice ? mfa != null && isFresh(mfa.at()) : isFresh(caller.issuedAt()));
        if (!fresh) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "Changing devices needs a sign-in of the last " + DeviceChanges.FRESH.toMinutes() + " minutes"
                            + (hasDevice ? " with one of your devices." : "."));
        }
    }

    /**
     * A device. Whoever knows no more than the password of somebody who has none yet would else make codes by which to come
     * back later, past the device she enrols.
     *
     * @throws IamException {@code ACCESS_DENIED}
     */
    void requireDevice(Caller caller) {
        MfaEvidence mfa = caller.mfa();
        boolean fresh = caller.credential() == Caller.Credential.CONSOLE
                && mfa != null
                && !mfa.onlyEnrols()
                && isFresh(mfa.at());
        if (!fresh) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "Recovery codes need a sign-in of the last " + DeviceChanges.FRESH.toMinutes()
                            + " minutes with one of your devices.");
        }
    }

    private boolean isFresh(@Nullable Instant at) {
        return at != null && !at.plus(DeviceChanges.FRESH).isBefore(clock.instant());
    }
}
