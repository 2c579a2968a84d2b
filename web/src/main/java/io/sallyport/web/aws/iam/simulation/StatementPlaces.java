// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.Span;
import java.util.List;
import software.amazon.awssdk.services.iam.model.Position;

/**
 * Where AWS's simulator says that a document's statements stand. It ends a statement behind its brace, as anybody would,
 * but begins it where its reader was: behind the list's bracket or the statement before, and a statement that is in no
 * list, behind its own brace.
 */
final class StatementPlaces {
    private final String json;
    private final List<Span> spans;

    StatementPlaces(PolicyDocument document) {
        this.json = document.json();
        this.spans = document.statementSpans();
    }

    Position start(int statement) {
        if (statement > 0) {
            return position(spans.get(statement - 1).end());
        }
        io.sallyport.core.policy.Position brace = spans.get(0).start();
        int before = offset(brace) - 1;
        int line = brace.line();
        while (Character.isWhitespace(json.charAt(before))) {
            line -= json.charAt(before) == '\n' ? 1 : 0;
            before--;
        }
        return json.charAt(before) == '['
                ? Position.builder()
                        .line(line)
                        .column(before + 1 - lineStart(line) + 1)
                        .build()
                : Position.builder()
                        .line(brace.line())
                        .column(brace.column() + 1)
                        .build();
    }

    Position end(int statement) {
        return position(spans.get(statement).end());
    }

    private int offset(io.sallyport.core.policy.Position position) {
        return lineStart(position.line()) + position.column() - 1;
    }

    private int lineStart(int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = json.indexOf('\n', start) + 1;
        }
        return start;
    }

    private static Position position(io.sallyport.core.policy.Position position) {
        return Position.builder()
                .line(position.line())
                .column(position.column())
                .build();
    }
}
