// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What AWS's services are called and which actions they know, as data of the product: for advice and for questions over
 * all actions. A decision never asks it.
 */
@NullMarked
package io.sallyport.core.policy.catalogue;

import org.jspecify.annotations.NullMarked;
