// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of identities. */
@NullMarked
package io.sallyport.core.identity;

import org.jspecify.annotations.NullMarked;
