// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement ready to be evaluated. */
final class CompiledStatement {
    private final Statement statement;
    private final List<ActionPattern> actions;
    private final List<ResourcePattern> resources;
    private final @Nullable PrincipalMatcher principals;
    private final boolean variables;
    private final CompiledCondition[] conditions;

    private CompiledStatement(Statement statement, boolean variables) {
        this.statement = statement;
        this.variables = variables;
        this.actions = statement.actions().patterns().stream()
                .map(ActionPattern::compile)
                .toList();
        this.resources = statement.resources().patterns().stream()
                .map(resource -> ResourcePattern.compile(resource, variables))
                .toList();
        this.principals = statement.principals().map(PrincipalMatcher::of).orElse(null);
        this.conditions = statement.conditions().stream()
                .map(condition -> CompiledCondition.of(condition, variables))
                .toArray(CompiledCondition[]::new);
    }

    static CompiledStatement of(Statement statement, boolean variables) {
        return new CompiledStatement(statement, variables);
    }

    Statement statement() {
        return statement;
    }

    /** None when the statement names exceptions, or is about the one resource that it belongs to. */
    List<ResourcePattern> resourcesToFind() {
        return statement.resources().negated() ? List.of() : resources;
    }

    List<CompiledCondition> conditions() {
        return List.of(conditions);
    }

    /** Those that the conditions ask for, by themselves or in variables. */
    void addConditionKeys(Set<String> keys) {
        statement.addConditionKeys(keys, variables);
    }

    /** Those of the variables in the resources. */
    void addResourceKeys(Set<String> keys) {
        statement.addResourceKeys(keys, variables);
    }

    boolean applies(AuthorizationRequest request) {
        return matchesAction(request.action())
                && matchesResource(request.resource(), request.context())
                && holds(request.context());
    }

    boolean matchesAction(String action) {
        for (ActionPattern pattern : actions) {
            if (pattern.matches(action)) {
                return !statement.actions().negated();
            }
        }
        return statement.actions().negated();
    }

    boolean matchesResource(String resource, RequestContext context) {
        for (ResourcePattern pattern : resources) {
            if (pattern.matches(resource, context)) {
                return !statement.resources().negated();
            }
        }
        return statement.resources().negated() || resources.isEmpty();
    }

    /** What a statement without principals says is said to its owner. */
    @Nullable Grant grant(Principal principal, boolean bounded) {
        return principals == null ? Grant.DIRECT : principals.grant(principal, bounded, statement.effect());
    }

    boolean holds(RequestContext context) {
        for (CompiledCondition condition : conditions) {
            if (!condition.holds(context)) {
                return false;
            }
        }
        return true;
    }
}
