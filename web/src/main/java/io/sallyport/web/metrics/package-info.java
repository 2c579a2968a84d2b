// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/**
 * What the server counts of itself, for Prometheus: requests, refusals, sign-ins, factors, the store, the JVM. Labels come
 * from closed sets; no name, id, address or secret is one.
 */
@NullMarked
package io.sallyport.web.metrics;

import org.jspecify.annotations.NullMarked;
