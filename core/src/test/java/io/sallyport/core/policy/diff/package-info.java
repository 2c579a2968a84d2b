// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the comparison of documents. */
@NullMarked
package io.sallyport.core.policy.diff;

import org.jspecify.annotations.NullMarked;
