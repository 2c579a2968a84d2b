// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

/** A firmware's version; each number is one byte. */
public record Firmware(int major, int minor, int build) {
    /** As authenticatorGetInfo tells it. */
    public int number() {
        return major << 16 | minor << 8 | build;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build;
    }
}
