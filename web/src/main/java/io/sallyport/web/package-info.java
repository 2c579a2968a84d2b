// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** The one server and the command line: takes requests apart, lets {@code core} decide, and writes the answer. */
@NullMarked
package io.sallyport.web;

import org.jspecify.annotations.NullMarked;
