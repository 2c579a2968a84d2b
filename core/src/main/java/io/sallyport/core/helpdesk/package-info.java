// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/**
 * The help desk: whom an operator may help to a new device, what becomes of the lost one, and the second person where the
 * account wants four eyes.
 */
@NullMarked
package io.sallyport.core.helpdesk;

import org.jspecify.annotations.NullMarked;
