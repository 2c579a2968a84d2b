// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * A stretch of a text.
 *
 * @param end behind the last character
 */
public record Span(Position start, Position end) {}
