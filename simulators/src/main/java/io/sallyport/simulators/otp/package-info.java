// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Stand-ins for the devices that show one-time codes: {@link io.sallyport.simulators.otp.AuthenticatorApp}, which reads
 * the QR code of an enrolment as a phone does, and {@link io.sallyport.simulators.otp.Fob}, with a button and a clock
 * that may run wrong. Both take the time from an {@link java.time.InstantSource}.
 */
@NullMarked
package io.sallyport.simulators.otp;

import org.jspecify.annotations.NullMarked;
