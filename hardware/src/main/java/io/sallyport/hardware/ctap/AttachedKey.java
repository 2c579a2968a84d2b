// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.hardware.DeviceException;
import java.util.Optional;

/** A security key that is attached to this computer and perhaps in use by another program. */
public interface AttachedKey {
    /** What tells it from the others that are attached, such as {@code /dev/hidraw0}; another time it may be another's. */
    String path();

    /** What its maker calls it, as far as the attachment tells. */
    String product();

    /** Its serial number, where the attachment tells; most keys keep it to themselves. */
    Optional<String> serial();

    /** Whether it is a stand-in that some program plays, rather than a piece of hardware somebody owns. */
    boolean simulated();

    /**
     * Begins to talk to it.
     *
     * @throws DeviceException that says what to do if it is gone, in use, or not for this user
     */
    HidTransport open();
}
