// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/**
 * Temporary access codes: what a help desk hands to somebody who lost her device, so that she can sign in once to enrol
 * another. Records and the port; who may hand one out is decided in {@code core.helpdesk}.
 */
@NullMarked
package io.sallyport.core.accesscode;

import org.jspecify.annotations.NullMarked;
