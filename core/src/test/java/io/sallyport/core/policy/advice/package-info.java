// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the advice on documents. */
@NullMarked
package io.sallyport.core.policy.advice;

import org.jspecify.annotations.NullMarked;
