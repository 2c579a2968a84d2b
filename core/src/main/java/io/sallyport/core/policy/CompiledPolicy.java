// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document ready to be evaluated; compile once, evaluate often. */
public final class CompiledPolicy {
    private final PolicyDocument document;
    private final List<CompiledStatement> statements;
    private volatile @Nullable List<Span> spans;

    private CompiledPolicy(PolicyDocument document, List<CompiledStatement> statements) {
        this.document = document;
        this.statements = statements;
    }

    static CompiledPolicy of(PolicyDocument document) {
        boolean variables = document.version().hasVariables();
        return new CompiledPolicy(
                document,
                document.statements().stream()
                        .map(statement -> CompiledStatement.of(statement, variables))
                        .toList());
    }

    public PolicyDocument document() {
        return document;
    }

    List<CompiledStatement> statements() {
        return statements;
    }

    /** As {@link PolicyDocument#statementSpans()}, looked for once. */
    List<Span> statementSpans() {
        List<Span> found = spans;
        if (found == null) {
            found = document.statementSpans();
            spans = found;
        }
        return found;
    }

    /** The statements that apply to the request, in the document's order. */
    List<Statement> applying(AuthorizationRequest request) {
        return statements.stream()
                .filter(statement -> statement.applies(request))
                .map(CompiledStatement::statement)
                .toList();
    }
}
