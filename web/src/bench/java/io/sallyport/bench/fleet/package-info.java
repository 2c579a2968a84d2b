// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Sends a fleet of fobs through five years of sign-ins: {@code ./sallyport bench fleet}. No part of the product. */
@NullMarked
package io.sallyport.bench.fleet;

import org.jspecify.annotations.NullMarked;
