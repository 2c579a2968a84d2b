// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

/** One subject of advice. */
@FunctionalInterface
interface Rule {
    void check(Reading document, Findings findings);
}
