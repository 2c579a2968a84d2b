// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Measures the import of a box of fobs: {@code ./sallyport bench import}. No part of the product. */
@NullMarked
package io.sallyport.bench.stock;

import org.jspecify.annotations.NullMarked;
