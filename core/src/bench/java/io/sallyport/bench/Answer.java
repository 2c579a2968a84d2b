// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import java.util.Set;

/**
 * What an engine said.
 *
 * @param policies those that decided, by their place in the workload: all that deny, or all that allow; none for an
 *     implicit deny
 */
record Answer(boolean allowed, Set<String> policies) {}
