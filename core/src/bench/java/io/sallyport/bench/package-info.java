// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The policy engine measured beside cedar-java, on the same policies and requests. It is built by a Maven profile of its
 * own ({@code bench}) and is part of no jar of the product; {@code ./sallyport bench policy} runs it. Only what is public
 * of {@code io.sallyport.core.policy} is used.
 */
@NullMarked
package io.sallyport.bench;

import org.jspecify.annotations.NullMarked;
