// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * One-time codes: the arithmetic of HOTP (RFC 4226) and TOTP (RFC 6238), and the ways in which seeds travel: otpauth
 * URIs, QR codes and files that come with a box of fobs.
 *
 * <p>Secrets are {@link io.sallyport.core.mfa.OtpSeed}s. They become text only in {@link
 * io.sallyport.hardware.otp.OtpAuthUri#reveal()} and pictures only in {@link io.sallyport.hardware.otp.QrCode}; no
 * message of an exception here holds one.
 */
@NullMarked
package io.sallyport.hardware.otp;

import org.jspecify.annotations.NullMarked;
