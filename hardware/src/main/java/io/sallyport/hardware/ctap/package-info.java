// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Security keys over HID, seen from the computer: the CTAPHID framing (CTAP 2.1 §11.2) in pure pieces that host and
 * simulator share, the port to whatever carries 64-byte packets, and FIDO ceremonies over yubikit, which nothing outside
 * this package imports.
 *
 * <p>{@link io.sallyport.hardware.ctap.HidPacket} is one packet, {@link io.sallyport.hardware.ctap.HidMessage} what
 * several carry, {@link io.sallyport.hardware.ctap.HidAssembler} turns the former into the latter. {@link
 * io.sallyport.hardware.ctap.HidTransport} does the I/O.
 */
@NullMarked
package io.sallyport.hardware.ctap;

import org.jspecify.annotations.NullMarked;
