// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Stand-ins for the devices that show one-time codes: {@link io.sallyport.simulators.otp.AuthenticatorApp}, which reads
 * the QR code of an enrolment as a phone does, {@link io.sallyport.simulators.otp.Fob}, with a button, a display, a battery
 * and a clock that runs wrong, and {@link io.sallyport.simulators.otp.Fleet}, a box of fobs with the seed file that its
 * maker ships. All take the time from an {@link java.time.InstantSource} and chance from outside.
 *
 * <pre>{@code
 * List<Fleet.Member> box = Fleet.make(GEMALTO, OtpParameters.STANDARD, 100, 1, Fleet.Spread.USUAL, random);
 * SeedKey password = new SeedKey.Password("agreed by telephone");
 * ByteArrayOutputStream shipped = new ByteArrayOutputStream();
 * Pskc.write(shipped, box.stream().map(Fleet.Member::token).toList(), password, random);
 * SeedFile.read(new ByteArrayInputStream(shipped.toByteArray()), password, server::takeIntoStock);
 *
 * Fob fob = box.get(0).fob(clock, clock.instant()).build();
 * String first = fob.press();
 * clock.advance(fob.parameters().period());
 * server.enable(fob.serial(), first, fob.press());
 * }</pre>
 */
@NullMarked
package io.sallyport.simulators.otp;

import org.jspecify.annotations.NullMarked;
