// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Locale;

/** A statement ready to be evaluated. */
record CompiledStatement(
        Statement statement, List<Template> actions, List<Template> resources, List<CompiledCondition> conditions) {

    static CompiledStatement of(Statement statement, boolean variables) {
        return new CompiledStatement(
                statement,
                statement.actions().patterns().stream()
                        .map(action -> Template.ofPattern(action.toLowerCase(Locale.ROOT), false))
                        .toList(),
                statement.resources().patterns().stream()
                        .map(resource -> ResourcePattern.compile(resource, variables))
                        .toList(),
                statement.conditions().stream()
                        .map(condition -> CompiledCondition.of(condition, variables))
                        .toList());
    }

    boolean applies(AuthorizationRequest request) {
        return matchesAction(request.action())
                && matchesResource(request.resource(), request.context())
                && holds(request.context());
    }

    private boolean matchesAction(String action) {
        for (Template pattern : actions) {
            if (pattern.matchesIgnoringCase(action)) {
                return !statement.actions().negated();
            }
        }
        return statement.actions().negated();
    }

    private boolean matchesResource(String resource, RequestContext context) {
        for (Template pattern : resources) {
            if (pattern.matches(resource, context)) {
                return !statement.resources().negated();
            }
        }
        return statement.resources().negated();
    }

    private boolean holds(RequestContext context) {
        for (CompiledCondition condition : conditions) {
            if (!condition.holds(context)) {
                return false;
            }
        }
        return true;
    }
}
