// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.Locale;

/** What happens to somebody's device that others may want to be told. */
public enum DeviceNotice {
    /** It became her factor. */
    ENROLLED,
    /** It ceased to be. */
    REMOVED,
    /** It ceased to be, because it is lost. */
    LOST,
    /** It rests after wrong codes. */
    LOCKED,
    /** A recovery code stood in for it. */
    RECOVERY_USED,
    /** Few recovery codes are left. */
    RECOVERY_LOW;

    /** {@code device.enrolled} and so on. */
    public String type() {
        return "device." + name().toLowerCase(Locale.ROOT);
    }
}
