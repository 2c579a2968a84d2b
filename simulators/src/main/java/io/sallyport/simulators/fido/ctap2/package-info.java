// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The CTAP2 engine (CTAP 2.1 §6): each command is one {@link io.sallyport.simulators.fido.ctap2.Command} with a typed
 * request beside it. Nothing here waits: a command that wants a touch says so and is moved on by its caller.
 */
@NullMarked
package io.sallyport.simulators.fido.ctap2;

import org.jspecify.annotations.NullMarked;
