// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** The account: the unit of work over everything that belongs to one account id, and the directory of accounts. */
@NullMarked
package io.sallyport.core.account;

import org.jspecify.annotations.NullMarked;
