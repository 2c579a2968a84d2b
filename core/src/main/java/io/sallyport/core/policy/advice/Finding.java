// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Span;

/**
 * One piece of advice.
 *
 * @param path of the element, such as {@code Statement[1].Action[0]}
 * @param span where the element stands in the text
 * @param message what is wrong and what to do, in one sentence
 */
public record Finding(FindingCode code, String path, Span span, String message) {
    public Severity severity() {
        return code.severity();
    }
}
