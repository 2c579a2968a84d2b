// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

/**
 * What a fob's display shows.
 *
 * @param code the digits; empty while it is blank
 * @param bars how many of six bars are left: sixths of the time step that are still to come, none for an event-based fob
 */
public record Display(String code, int bars) {
    /** Of a display with bars. */
    static final int BARS = 6;

    /** Off, or without battery. */
    public static final Display BLANK = new Display("", 0);

    public boolean isBlank() {
        return code.isEmpty();
    }
}
