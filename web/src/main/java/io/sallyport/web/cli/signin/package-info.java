// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Signing in to a server over its JSON API, as a browser does. */
@NullMarked
package io.sallyport.web.cli.signin;

import org.jspecify.annotations.NullMarked;
