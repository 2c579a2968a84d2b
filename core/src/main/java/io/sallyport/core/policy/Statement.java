// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a document.
 *
 * @param index its place in the document, from 0
 * @param sid empty when the document gives none or the empty text
 * @param principals {@code Principal} or {@code NotPrincipal}; empty in policies that belong to somebody
 * @param actions {@code Action} or {@code NotAction}
 * @param resources {@code Resource} or {@code NotResource}; without patterns in policies that belong to the resource
 * @param conditions all of which must hold
 */
public record Statement(
        int index,
        Optional<String> sid,
        Effect effect,
        Optional<Principals> principals,
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

    /**
     * {@code Principal} or {@code NotPrincipal}.
     *
     * @param negated whether it is {@code NotPrincipal}
     */
    public record Principals(boolean negated, List<PrincipalPattern> patterns) {
        public Principals {
            patterns = List.copyOf(patterns);
        }
    }

    /** Such as {@code Statement[2]}. */
    public String path() {
        return "Statement[" + index + "]";
    }

    /** @param variables whether the document's version has policy variables */
    void addConditionKeys(Set<String> keys, boolean variables) {
        for (Condition condition : conditions) {
            keys.add(condition.key());
            if (variables) {
                condition.values().forEach(value -> Template.addVariables(value, keys));
            }
        }
    }

    /** @param variables whether the document's version has policy variables */
    void addResourceKeys(Set<String> keys, boolean variables) {
        if (variables) {
            resources.patterns().forEach(resource -> Template.addVariables(resource, keys));
        }
    }
}
