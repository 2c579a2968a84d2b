// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A device in the registry, in somebody's hands or not. */
public sealed interface MfaDevice permits CodeDevice, KeyDevice {
    /** AWS's quota, for users and for root. */
    int PER_OWNER = 8;

    /** What kind of thing it is. */
    enum Type {
        /** An authenticator app ("virtual MFA device"). */
        VIRTUAL,
        /** A hardware fob that shows codes. */
        FOB,
        /** A FIDO security key. */
        SECURITY_KEY
    }

    MfaSerial serial();

    Type type();

    /** Whose factor it is; null for a device nobody has enabled. */
    @Nullable UniqueId owner();

    /** When it became its owner's factor; null when it is nobody's. */
    @Nullable Instant enabledAt();
}
