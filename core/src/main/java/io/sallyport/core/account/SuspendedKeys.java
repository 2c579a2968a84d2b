// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
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
     * Whether a session was opened by such a key, or by one that is gone: what model it was of nobody can tell then, and it
     * may have been taken away for that.
     */
    public boolean opened(Account account, @Nullable MfaEvidence mfa) {
        return mfa != null
                && mfa.method() == MfaEvidence.Method.FIDO
                && account.settings().keyRules().suspendRevoked()
                && account.mfaDevices()
                        .find(mfa.serial())
                        .filter(device -> opened(device, mfa))
                        .map(device -> revoked.model((KeyDevice) device).isPresent())
                        .orElse(true);
    }

    /** Another key may have its name since. A session knows its second, a device its fraction. */
    private static boolean opened(MfaDevice device, MfaEvidence mfa) {
        return device instanceof KeyDevice key
                && !key.enabledAt().truncatedTo(ChronoUnit.SECONDS).isAfter(mfa.at());
    }
}
