// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the catalogue of services. */
@NullMarked
package io.sallyport.core.policy.catalogue;

import org.jspecify.annotations.NullMarked;
