// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import java.util.concurrent.Executor;

/** Makes a device as it is when it has just been plugged in. */
@FunctionalInterface
public interface PowerUp {
    /** @param worker for whatever takes longer than a packet */
    CtapHidDevice on(Executor worker);
}
