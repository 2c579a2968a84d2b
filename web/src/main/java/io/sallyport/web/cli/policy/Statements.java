// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** How reports name a statement of a policy. */
final class Statements {
    private Statements() {}

    /** Such as {@code read.json, Statement[0] (AllowReading), line 4}. */
    static String name(MatchedStatement statement) {
        return statement.policyId() + ", Statement[" + statement.index() + "]"
                + statement.sid().map(sid -> " (" + sid + ")").orElse("") + ", line "
                + statement.span().start().line();
    }

    /** A path within its statement. */
    static String within(String path) {
        return path.startsWith("Statement[") && path.contains("].") ? path.substring(path.indexOf("].") + 2) : path;
    }

    static Map<String, Object> json(MatchedStatement statement) {
        Span span = statement.span();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", statement.policyId());
        json.put("source", statement.source().text());
        json.put("layer", statement.layer().name());
        json.put("statement", statement.index());
        statement.sid().ifPresent(sid -> json.put("sid", sid));
        json.put("effect", statement.effect().name());
        json.put("line", span.start().line());
        json.put("column", span.start().column());
        json.put("endLine", span.end().line());
        json.put("endColumn", span.end().column());
        return json;
    }
}
