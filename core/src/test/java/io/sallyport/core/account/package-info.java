// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of what needs no store; the rest runs over both databases, in the tests of {@code core.store}. */
@NullMarked
package io.sallyport.core.account;

import org.jspecify.annotations.NullMarked;
