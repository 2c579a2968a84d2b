// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Fobs between the makers' seed files and an account's stock, both ways: what the JSON API and the command line do alike.
 */
@NullMarked
package io.sallyport.web.stock;

import org.jspecify.annotations.NullMarked;
