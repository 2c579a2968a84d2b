// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * A security key in software: the same engine for every product and every way to attach it.
 *
 * <p>Two layers, neither with a thread or a wait of its own: {@link io.sallyport.simulators.fido.ctap2.Authenticator}
 * turns a CTAP2 request into a response, sometimes only after a touch; {@link
 * io.sallyport.simulators.fido.hid.CtapHidDevice} turns packets into requests. Whoever attaches the device to something
 * moves it on by asking for its next packet.
 */
@NullMarked
package io.sallyport.simulators.fido;

import org.jspecify.annotations.NullMarked;
