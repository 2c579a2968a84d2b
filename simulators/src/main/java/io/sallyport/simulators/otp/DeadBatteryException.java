// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

/** A fob whose button was pressed shows nothing, because its battery is empty. */
public final class DeadBatteryException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    DeadBatteryException(String serial) {
        super("the display of fob " + serial + " stays blank: its battery is empty");
    }
}
