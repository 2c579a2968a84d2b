// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** The host side, end to end over TCP against the simulated key: what it does with whatever a key answers. */
@NullMarked
package io.sallyport.simulators.fido.host;

import org.jspecify.annotations.NullMarked;
