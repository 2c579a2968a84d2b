// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * Why a statement does not apply.
 *
 * @param path of the element in its document, such as {@code Statement[0].Condition.StringEquals.aws:username}
 * @param expected what would have to hold
 * @param actual what the request has
 */
public record Mismatch(String path, String expected, String actual) {}
