// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of what policies could let somebody call. */
@NullMarked
package io.sallyport.core.policy.reach;

import org.jspecify.annotations.NullMarked;
