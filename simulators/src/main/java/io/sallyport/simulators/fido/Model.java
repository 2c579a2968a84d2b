// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.core.Bytes;

/**
 * What kind of key this is.
 *
 * @param aaguid of this simulator; no maker has it
 * @param major firmware version, as is {@code minor} and {@code build}
 * @param maxMessage bytes of the largest request, command byte included
 * @param maxListed credentials in one list
 * @param residentSlots discoverable credentials it can hold
 */
record Model(Bytes aaguid, int major, int minor, int build, int maxMessage, int maxListed, int residentSlots) {
    static final Model STANDARD = new Model(Bytes.ofHex("5a11790700000000a17e000000000001"), 5, 4, 3, 1200, 8, 25);
}
