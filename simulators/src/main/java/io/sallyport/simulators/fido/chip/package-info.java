// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What a simulated key is made of: which product it is, what goes wrong with it, and what it takes from outside.
 */
@NullMarked
package io.sallyport.simulators.fido.chip;

import org.jspecify.annotations.NullMarked;
