// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

/** Whether the key has power, as its attachment learns while a ceremony is under way. */
public enum Power {
    ON,
    /** It starts again, still plugged in: what is not in its storage is forgotten. */
    CYCLED,
    /** It was pulled out. */
    UNPLUGGED
}
