// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/**
 * One line of a {@code Condition} block.
 *
 * @param key as written; condition keys ignore case
 * @param values one of which must match, or none for a negated operator
 */
public record Condition(QualifiedOperator operator, String key, List<String> values) {
    public Condition {
        values = List.copyOf(values);
    }

    /** Whether it holds, for those who read a document; a decision asks the compiled statement. */
    public boolean holds(RequestContext context, PolicyVersion version) {
        return CompiledCondition.of(this, version.hasVariables()).holds(context);
    }
}
