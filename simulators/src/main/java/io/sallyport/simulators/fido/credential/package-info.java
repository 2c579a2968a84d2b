// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Credentials: how they are made, kept, found and used to sign, whichever protocol asks.
 */
@NullMarked
package io.sallyport.simulators.fido.credential;

import org.jspecify.annotations.NullMarked;
