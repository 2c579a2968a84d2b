// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * One-time codes looked for in a window, measured beside the bare HMACs that the window needs and beside java-otp. It is
 * built by a Maven profile of its own ({@code bench-codes}) and is part of no jar of the product; {@code ./sallyport bench
 * codes} runs it. Only what is public of {@code io.sallyport.hardware.otp} is used.
 */
@NullMarked
package io.sallyport.bench.codes;

import org.jspecify.annotations.NullMarked;
