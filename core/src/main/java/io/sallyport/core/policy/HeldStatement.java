// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.List;

/** A statement of a policy that is in force. */
final class HeldStatement implements Comparable<HeldStatement> {
    private final PolicyLayer layer;
    private final int level;
    private final CompiledStatement statement;
    private final MatchedStatement match;
    private final Effect effect;

    private HeldStatement(PolicyLayer layer, int level, CompiledStatement statement, MatchedStatement match) {
        this.layer = layer;
        this.level = level;
        this.statement = statement;
        this.match = match;
        this.effect = match.effect();
    }

    static List<HeldStatement> of(PolicyLayer layer, int level, List<AttachedPolicy> policies) {
        List<HeldStatement> held = new ArrayList<>();
        for (AttachedPolicy policy : policies) {
            for (CompiledStatement statement : policy.policy().statements()) {
                held.add(new HeldStatement(
                        layer,
                        level,
                        statement,
                        new MatchedStatement(
                                layer,
                                policy.id(),
                                policy.source(),
                                held.size(),
                                statement.statement(),
                                policy.policy())));
            }
        }
        return held;
    }

    PolicyLayer layer() {
        return layer;
    }

    /** Of the organization, from 0; 0 in other layers. */
    int level() {
        return level;
    }

    CompiledStatement statement() {
        return statement;
    }

    MatchedStatement match() {
        return match;
    }

    Effect effect() {
        return effect;
    }

    /** Statements of one layer and level in the order of their policies and documents. */
    @Override
    public int compareTo(HeldStatement other) {
        return layer != other.layer
                ? layer.compareTo(other.layer)
                : level != other.level
                        ? Integer.compare(level, other.level)
                        : Integer.compare(match.order(), other.match.order());
    }
}
