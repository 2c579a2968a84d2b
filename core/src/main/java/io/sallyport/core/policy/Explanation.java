// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A decision with its reasons.
 *
 * @param reports one for each statement of each policy, layer by layer
 * @param missingKeys condition keys that the request lacks and that statements about its action and resource ask for
 */
public record Explanation(Decision decision, List<StatementReport> reports, SortedSet<String> missingKeys) {
    public Explanation {
        reports = List.copyOf(reports);
        missingKeys = Collections.unmodifiableSortedSet(new TreeSet<>(missingKeys));
    }
}
