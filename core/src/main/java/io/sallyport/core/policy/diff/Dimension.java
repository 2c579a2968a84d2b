// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * A property of requests and all the ways in which the documents can tell it apart.
 *
 * @param describes how a part of the choices is put into words
 */
record Dimension<T>(String name, List<Choice<T>> choices, Wording describes) {
    /** Puts a part of the choices into words. */
    interface Wording {
        Change.Limit describe(String name, List<String> chosen, List<String> others);
    }

    Change.Limit limit(List<Integer> chosen) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            (chosen.contains(i) ? in : out).addAll(choices.get(i).labels());
        }
        return describes.describe(name, in, out);
    }

    int size() {
        return choices.size();
    }
}
