// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a property of a request may turn out.
 *
 * @param labels as the documents write it; several where nothing in them tells these apart
 * @param value what a request with it has
 */
record Choice<T>(List<String> labels, T value) {
    Choice {
        labels = List.copyOf(labels);
    }

    static <T> Choice<T> of(String label, T value) {
        return new Choice<>(List.of(label), value);
    }

    /** With one label more. */
    Choice<T> or(Choice<?> alike) {
        List<String> more = new ArrayList<>(labels);
        more.addAll(alike.labels);
        return new Choice<>(more, value);
    }
}
