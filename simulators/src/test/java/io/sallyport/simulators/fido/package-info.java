// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the simulated key, alone and with everything that talks to it. */
@NullMarked
package io.sallyport.simulators.fido;

import org.jspecify.annotations.NullMarked;
