// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a document.
 *
 * @param index its place in the document, from 0
 * @param sid empty when the document gives none or the empty text
 * @param actions {@code Action} or {@code NotAction}
 * @param resources {@code Resource} or {@code NotResource}
 * @param conditions all of which must hold
 */
public record Statement(
        int index,
        Optional<String> sid,
        Effect effect,
        Patterns actions,
        Patterns resources,
        List<Condition> conditions) {

    public Statement {
        conditions = List.copyOf(conditions);
    }

    /**
     * An element and its {@code Not…} twin.
     *
     * @param negated whether no pattern may match, instead of at least one
     */
    public record Patterns(boolean negated, List<String> patterns) {
        public Patterns {
            patterns = List.copyOf(patterns);
        }
    }
}
