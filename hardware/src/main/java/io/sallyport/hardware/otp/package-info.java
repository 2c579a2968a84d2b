// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * One-time codes: the arithmetic of HOTP (RFC 4226), TOTP (RFC 6238) and OCRA (RFC 6287), and the ways in which seeds
 * travel: otpauth URIs, QR codes and files that come with a box of fobs.
 *
 * <p>Without an account, a code is shown by {@link io.sallyport.hardware.otp.Totp} or {@link
 * io.sallyport.hardware.otp.Hotp}, and looked for in a window by {@link io.sallyport.hardware.otp.RfcOneTimeCodes}. Whoever
 * verifies remembers the step and takes none at or below it again:
 *
 * <pre>{@code
 * OtpSeed seed = OtpSeed.of(secret);
 * String shown = new Totp(seed, OtpParameters.STANDARD).codeAt(Instant.now());
 * long now = OtpParameters.STANDARD.stepAt(Instant.now());
 * OptionalLong step = new RfcOneTimeCodes().match(seed, OtpParameters.STANDARD, Math.max(last + 1, now - 1), now + 1, typed);
 * }</pre>
 *
 * <p>Tokens that answer a challenge are {@link io.sallyport.hardware.otp.Ocra}.
 *
 * <p>Secrets are {@link io.sallyport.core.mfa.OtpSeed}s. They become text only in {@link
 * io.sallyport.hardware.otp.OtpAuthUri#reveal()} and pictures only in {@link io.sallyport.hardware.otp.QrCode}; no
 * message of an exception here holds one.
 */
@NullMarked
package io.sallyport.hardware.otp;

import org.jspecify.annotations.NullMarked;
