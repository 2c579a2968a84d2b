// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.DecisionPoint;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/v1/authorize} is asked: one question, or several, each for every one of its actions and resources.
 * Whom they are about may be said once for all of them, and condition keys too.
 */
final class AuthorizeQuestions {
    private static final String[] MEMBERS = {"principal", "request", "action", "resource", "context"};
    private static final int MOST = 100;

    /** Somebody by name, or by a request of hers. */
    record Who(@Nullable String principal, @Nullable ForwardedRequest forwarded) {}

    record Question(Who who, AuthorizationRequest asked) {}

    private final List<Question> questions = new ArrayList<>();

    private AuthorizeQuestions() {}

    static List<Question> of(JsonBody body) {
        AuthorizeQuestions all = new AuthorizeQuestions();
        JsonMembers whole = JsonMembers.of(
                body.whole(), "body", "principal", "request", "action", "resource", "context", "questions");
        Who who = who(whole, null);
        RequestContext context = context(whole, RequestContext.builder().build());
        if (!whole.has("questions")) {
            all.add(whole, who, context);
        } else if (whole.has("action") || whole.has("resource")) {
            throw JsonBody.bad("'questions' have actions and resources of their own");
        } else if (!whole.any("questions").isArray()) {
            throw JsonBody.bad("'questions' is not an array");
        } else {
            for (JsonNode each : whole.any("questions")) {
                JsonMembers one = JsonMembers.of(each, "questions", MEMBERS);
                all.add(one, who(one, who), context(one, context));
            }
        }
        if (all.questions.isEmpty()) {
            throw JsonBody.bad("nothing is asked");
        }
        return List.copyOf(all.questions);
    }

    private void add(JsonMembers one, @Nullable Who who, RequestContext context) {
        if (who == null) {
            throw JsonBody.bad("either 'principal' or 'request' says whom it is about");
        }
        if (!one.has("action")) {
            throw JsonBody.bad("'action' is missing");
        }
        List<String> resources =
                one.has("resource") ? JsonMembers.texts(one.any("resource"), "resource") : List.of("*");
        for (String action : JsonMembers.texts(one.any("action"), "action")) {
            for (String resource : resources) {
                if (questions.size() == MOST) {
                    throw JsonBody.bad("more than " + MOST + " decisions are asked for");
                }
                questions.add(new Question(who, DecisionPoint.question(action, resource, context)));
            }
        }
    }

    private static @Nullable Who who(JsonMembers members, @Nullable Who otherwise) {
        if (members.has("principal") && members.has("request")) {
            throw JsonBody.bad("either 'principal' or 'request' says whom it is about, not both");
        }
        if (members.has("principal")) {
            return new Who(members.required("principal"), null);
        }
        return members.has("request") ? new Who(null, ForwardedRequest.of(members.any("request"))) : otherwise;
    }

    /** A string is one value; an array is a key of several, also with one in it. */
    private static RequestContext context(JsonMembers members, RequestContext common) {
        if (!members.has("context")) {
            return common;
        }
        if (!members.any("context").isObject()) {
            throw JsonBody.bad("'context' is not an object");
        }
        RequestContext.Builder context = RequestContext.builder().putAll(common);
        for (Map.Entry<String, JsonNode> entry : members.any("context").properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (key.indexOf(':') < 1) {
                throw JsonBody.bad("'" + key + "' is no condition key");
            }
            if (value.isArray()) {
                List<String> values = new ArrayList<>();
                value.forEach(each -> values.add(scalar(key, each)));
                context.putMultivalued(key, values);
            } else {
                context.put(key, scalar(key, value));
            }
        }
        return context.build();
    }

    private static String scalar(String key, JsonNode value) {
        if (!value.isTextual() && !value.isBoolean() && !value.isNumber()) {
            throw JsonBody.bad(
                    "the value of '" + key + "' is neither a string, a number, a boolean nor an array of these");
        }
        return value.asText();
    }
}
