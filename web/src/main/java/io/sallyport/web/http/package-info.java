// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** What is known of an HTTP request before anybody asks what it wants: where it listens, which Host and which proxy are believed, and its message as a signature covers it. */
@NullMarked
package io.sallyport.web.http;

import org.jspecify.annotations.NullMarked;
