// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The device side of CTAPHID (CTAP 2.1 §11.2) and what it is attached to.
 */
@NullMarked
package io.sallyport.simulators.fido.hid;

import org.jspecify.annotations.NullMarked;
