// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * A security key in software: a CTAP2 authenticator (CTAP 2.1 §6) behind CTAPHID packets (§11.2).
 *
 * <p>Two layers, neither with a thread or a wait of its own: {@link io.sallyport.simulators.fido.Authenticator} turns a
 * CTAP2 request into a response, sometimes only after a touch; {@link io.sallyport.simulators.fido.CtapHidDevice} turns
 * packets into requests. Each CTAP2 command is one {@link io.sallyport.simulators.fido.Command} with a typed request
 * beside it. Whoever attaches the device to something moves it on by asking for its next packet.
 */
@NullMarked
package io.sallyport.simulators.fido;

import org.jspecify.annotations.NullMarked;
