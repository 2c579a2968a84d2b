// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.SecurityKeys;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which security keys are no factors any more, since metadata reports their model as revoked and the account suspends
 * such. Decided at each use: new metadata is enough, nothing is stored. The device stays its owner's, so she is asked for a
 * second factor as before.
 */
public final class SuspendedKeys {
    private final RevokedKeys revoked;

    public SuspendedKeys(SecurityKeys keys) {
        this.revoked = new RevokedKeys(keys);
    }

    /**
     * Whether a session was opened by such a key. One whose key is gone, or was enabled only after it was shown, cannot be
     * told from one of a suspended key: taking that key off, or enrolling another under its name, brings nothing back.
     */
    public boolean opened(Account account, @Nullable MfaEvidence mfa) {
        return mfa != null
                && mfa.method() == MfaEvidence.Method.FIDO
                && account.settings().keyRules().suspendRevoked()
                && account.mfaDevices()
                        .find(mfa.serial())
                        .filter(KeyDevice.class::isInstance)
                        .map(KeyDevice.class::cast)
                        // A session knows the second, a device its fraction.
                        .filter(device -> !device.enabledAt()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .isAfter(mfa.at()))
                        .map(device -> revoked.model(device).isPresent())
                        .orElse(true);
    }
}
