// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

/**
 * What a key established about the person in front of it (WebAuthn L3 §6.2.3).
 *
 * @param present the key was touched for this
 * @param verified by a PIN or a finger
 */
record UserChecks(boolean present, boolean verified) {}
