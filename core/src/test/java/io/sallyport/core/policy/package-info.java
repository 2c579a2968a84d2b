// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the policy language. */
@NullMarked
package io.sallyport.core.policy;

import org.jspecify.annotations.NullMarked;
