// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Objects;
import java.util.Optional;

/** A statement that decided, or might have. */
public final class MatchedStatement {
    private final PolicyLayer layer;
    private final String policyId;
    private final PolicySource source;
    private final int order;
    private final Statement statement;
    private final CompiledPolicy policy;

    MatchedStatement(
            PolicyLayer layer,
            String policyId,
            PolicySource source,
            int order,
            Statement statement,
            CompiledPolicy policy) {
        this.layer = layer;
        this.policyId = policyId;
        this.source = source;
        this.order = order;
        this.statement = statement;
        this.policy = policy;
    }

    public PolicyLayer layer() {
        return layer;
    }

    /** As {@link AttachedPolicy#id()}. */
    public String policyId() {
        return policyId;
    }

    public PolicySource source() {
        return source;
    }

    /** Of the statement in its document, from 0. */
    public int index() {
        return statement.index();
    }

    public Optional<String> sid() {
        return statement.sid();
    }

    public Effect effect() {
        return statement.effect();
    }

    public Statement statement() {
        return statement;
    }

    /** Where it stands in its document. */
    public Span span() {
        return policy.statementSpans().get(statement.index());
    }

    int order() {
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatchedStatement that
                && layer == that.layer
                && policyId.equals(that.policyId)
                && source == that.source
                && order == that.order
                && statement.equals(that.statement);
    }

    @Override
    public int hashCode() {
        return Objects.hash(layer, policyId, source, order, statement);
    }

    /** Such as {@code statement 0 (AllowReading) of ReadOnly}. */
    @Override
    public String toString() {
        return "statement " + statement.index()
                + sid().map(sid -> " (" + sid + ")").orElse("") + " of " + policyId;
    }
}
