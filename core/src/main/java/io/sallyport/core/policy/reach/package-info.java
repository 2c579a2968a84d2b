// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What policies could let their holder call at all, whatever the request: for reports of what of it was ever called. A
 * decision never asks it.
 */
@NullMarked
package io.sallyport.core.policy.reach;

import org.jspecify.annotations.NullMarked;
