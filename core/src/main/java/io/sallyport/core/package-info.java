// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** What every package of {@code core} shares: the one exception and immutable bytes. */
@NullMarked
package io.sallyport.core;

import org.jspecify.annotations.NullMarked;
