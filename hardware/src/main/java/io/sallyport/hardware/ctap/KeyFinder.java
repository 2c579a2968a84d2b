// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.hardware.DeviceException;
import java.util.List;

/** Port: whatever knows which security keys are attached. */
@FunctionalInterface
public interface KeyFinder {
    /**
     * Those that are attached now; empty when there are none.
     *
     * @throws DeviceException if this computer's devices cannot be listed at all
     */
    List<AttachedKey> find();
}
