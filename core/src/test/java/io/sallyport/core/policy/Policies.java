// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/** Builds documents and asks questions of them in one line. */
final class Policies {
    private Policies() {}

    /** @param members of the one statement, in JSON with single quotes for double ones */
    static PolicyDocument statement(String members) {
        return PolicyDocument.parse(json(members));
    }

    static String json(String members) {
        return quoted("{'Version': '2012-10-17', 'Statement': {" + members + "}}");
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    static AttachedPolicy attached(String id, PolicyDocument document) {
        return AttachedPolicy.of(id, PolicySource.USER, document);
    }

    static PolicySet identity(PolicyDocument... documents) {
        return PolicySet.ofIdentity(
                List.of(documents).stream().map(d -> attached("inline", d)).toList());
    }

    static AuthorizationRequest request(String action, String resource) {
        return new AuthorizationRequest(action, resource, RequestContext.EMPTY);
    }

    static boolean applies(PolicyDocument document, String action, String resource) {
        return !document.compile().applying(request(action, resource)).isEmpty();
    }

    /** Whether a condition block holds in a context. */
    static boolean holds(String condition, RequestContext context) {
        PolicyDocument document =
                statement("'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': " + condition);
        AuthorizationRequest request = new AuthorizationRequest("iam:GetUser", "*", context);
        return !document.compile().applying(request).isEmpty();
    }
}
