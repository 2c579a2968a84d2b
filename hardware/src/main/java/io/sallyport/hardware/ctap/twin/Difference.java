// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import java.util.List;

/**
 * A question that two keys answered differently.
 *
 * @param first lines that only the first key's answer has, as {@code second} those of the second's
 */
public record Difference(String question, List<String> first, List<String> second) {
    public Difference {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }
}
