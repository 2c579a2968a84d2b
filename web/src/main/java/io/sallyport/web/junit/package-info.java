// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** A whole server for tests with JUnit 5: see {@link io.sallyport.web.junit.SallyportServers}. */
@NullMarked
package io.sallyport.web.junit;

import org.jspecify.annotations.NullMarked;
