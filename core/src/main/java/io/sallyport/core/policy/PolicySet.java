// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All policies that apply to one principal (IAM User Guide, "Policy evaluation logic"). An explicit deny in any layer
 * wins; without one, every layer that is there has to allow, but for what a resource's policy grants by itself.
 * Boundary, session and service control policies therefore only take away. Thread-safe; compile once, evaluate often.
 */
public final class PolicySet {
    private final Principal principal;
    private final List<List<AttachedPolicy>> serviceControl;
    private final List<AttachedPolicy> identity;
    private final @Nullable AttachedPolicy boundary;
    private final @Nullable List<AttachedPolicy> session;
    private final StatementIndex index;

    private PolicySet(
            Principal principal,
            List<List<AttachedPolicy>> serviceControl,
            List<AttachedPolicy> identity,
            @Nullable AttachedPolicy boundary,
            @Nullable List<AttachedPolicy> session) {
        this.principal = principal;
        this.serviceControl = serviceControl;
        this.identity = identity;
        this.boundary = boundary;
        this.session = session;
        List<HeldStatement> statements = new ArrayList<>();
        for (int level = 0; level < serviceControl.size(); level++) {
            statements.addAll(HeldStatement.of(PolicyLayer.SERVICE_CONTROL, level, serviceControl.get(level)));
        }
        statements.addAll(HeldStatement.of(PolicyLayer.IDENTITY, 0, identity));
        if (boundary != null) {
            statements.addAll(HeldStatement.of(PolicyLayer.PERMISSIONS_BOUNDARY, 0, List.of(boundary)));
        }
        if (session != null) {
            statements.addAll(HeldStatement.of(PolicyLayer.SESSION, 0, session));
        }
        this.index = new StatementIndex(statements);
    }

    /** The policies of a user and her groups, or of a role; none at all allow nothing. */
    public static PolicySet of(Principal principal, List<AttachedPolicy> policies) {
        return new PolicySet(principal, List.of(), List.copyOf(policies), null, null);
    }

    /** Of somebody whom no policy of a resource names. */
    public static PolicySet ofIdentity(List<AttachedPolicy> policies) {
        return of(Principal.UNNAMED, policies);
    }

    public PolicySet withBoundary(AttachedPolicy newBoundary) {
        return new PolicySet(principal, serviceControl, identity, newBoundary, session);
    }

    /** The session's policies, of which one has to allow; an empty list is a session without any, which allows nothing. */
    public PolicySet withSessionPolicies(List<AttachedPolicy> policies) {
        return new PolicySet(principal, serviceControl, identity, boundary, List.copyOf(policies));
    }

    /** The organization's policies from its root to the account; each level has to allow. */
    public PolicySet withServiceControl(List<List<AttachedPolicy>> levels) {
        return new PolicySet(principal, levels(levels), identity, boundary, session);
    }

    static List<List<AttachedPolicy>> levels(List<List<AttachedPolicy>> levels) {
        if (levels.size() > Long.SIZE) {
            throw new IllegalArgumentException("an organization has at most " + Long.SIZE + " levels");
        }
        return levels.stream().map(List::copyOf).toList();
    }

    /** Decides on a resource of the principal's own account that has no policy of its own. */
    public Decision evaluate(AuthorizationRequest request) {
        return decide(request, null);
    }

    public Decision evaluate(AuthorizationRequest request, ResourceSide resource) {
        return decide(request, resource);
    }

    /** Decides, and tells of every statement why it applies or what keeps it from applying. */
    public Explanation explain(AuthorizationRequest request) {
        return explain(request, null);
    }

    public Explanation explain(AuthorizationRequest request, @Nullable ResourceSide resource) {
        List<HeldStatement> statements = new ArrayList<>(index.statements());
        if (resource != null) {
            statements.addAll(resource.index().statements());
        }
        return Explainer.explain(decide(request, resource), statements, request, principal, boundary != null);
    }

    /** Whether a statement would allow it, were it not for a condition on such a key. */
    public boolean withholds(AuthorizationRequest request, Predicate<String> key) {
        return index.statements().stream()
                .filter(held -> held.effect() == Effect.ALLOW)
                .map(HeldStatement::statement)
                .filter(statement -> statement.matchesAction(request.action())
                        && statement.matchesResource(request.resource(), request.context()))
                .flatMap(statement -> statement.conditions().stream())
                .anyMatch(condition -> key.test(condition.condition().key()) && !condition.holds(request.context()));
    }

    private Decision decide(AuthorizationRequest request, @Nullable ResourceSide resource) {
        Evaluation evaluation = new Evaluation(request, principal, boundary != null);
        index.match(evaluation);
        if (resource != null) {
            resource.index().match(evaluation);
        }
        int present = layers() | (resource == null ? 0 : resource.layers());
        int allowing = allowing(evaluation, resource);
        if (evaluation.isDenied()) {
            List<MatchedStatement> denials = evaluation.statements(Effect.DENY);
            return new Decision(
                    request.action(),
                    Decision.Effect.EXPLICIT_DENY,
                    denials.get(0).layer(),
                    denials,
                    present,
                    allowing,
                    evaluation.deniedLayers());
        }
        PolicyLayer silent = silent(evaluation, resource, allowing);
        return silent == null
                ? new Decision(
                        request.action(),
                        Decision.Effect.ALLOWED,
                        allows(PolicyLayer.IDENTITY, allowing) ? PolicyLayer.IDENTITY : PolicyLayer.RESOURCE,
                        evaluation.statements(Effect.ALLOW),
                        present,
                        allowing,
                        0)
                : new Decision(
                        request.action(), Decision.Effect.IMPLICIT_DENY, silent, List.of(), present, allowing, 0);
    }

    /** The layer that keeps a request from being allowed which nothing denies; null when none does. */
    private @Nullable PolicyLayer silent(Evaluation evaluation, @Nullable ResourceSide resource, int allowing) {
        if (!allows(PolicyLayer.RESOURCE_CONTROL, allowing)) {
            return PolicyLayer.RESOURCE_CONTROL;
        }
        if (!allows(PolicyLayer.SERVICE_CONTROL, allowing)) {
            return PolicyLayer.SERVICE_CONTROL;
        }
        boolean sameAccount = resource == null || resource.isOwnedBy(principal);
        boolean direct = evaluation.grants(Grant.DIRECT);
        if (principal.isOutside()) {
            return direct ? null : PolicyLayer.RESOURCE;
        }
        if (sameAccount && direct) {
            return null;
        }
        boolean grantNeeded = !sameAccount || (resource != null && resource.mustGrant());
        if (grantNeeded && !evaluation.grantsAnything()) {
            return PolicyLayer.RESOURCE;
        }
        boolean granted = sameAccount && evaluation.grants(Grant.INDIRECT);
        if (!granted && !allows(PolicyLayer.IDENTITY, allowing)) {
            return PolicyLayer.IDENTITY;
        }
        if (!allows(PolicyLayer.PERMISSIONS_BOUNDARY, allowing)) {
            return PolicyLayer.PERMISSIONS_BOUNDARY;
        }
        return allows(PolicyLayer.SESSION, allowing) ? null : PolicyLayer.SESSION;
    }

    private static boolean allows(PolicyLayer layer, int allowing) {
        return (allowing & layer.bit()) != 0;
    }

    /** The layers that allow the request, among them those that are not there but the resource's. */
    private int allowing(Evaluation evaluation, @Nullable ResourceSide resource) {
        int allowing = evaluation.grantsAnything() ? PolicyLayer.RESOURCE.bit() : 0;
        if (evaluation.allowsAt(PolicyLayer.SERVICE_CONTROL, serviceControl.size())) {
            allowing |= PolicyLayer.SERVICE_CONTROL.bit();
        }
        if (evaluation.allowsAt(PolicyLayer.RESOURCE_CONTROL, resource == null ? 0 : resource.levelCount())) {
            allowing |= PolicyLayer.RESOURCE_CONTROL.bit();
        }
        if (principal.kind() == Principal.Kind.ROOT || evaluation.allows(PolicyLayer.IDENTITY)) {
            allowing |= PolicyLayer.IDENTITY.bit();
        }
        if (boundary == null || evaluation.allows(PolicyLayer.PERMISSIONS_BOUNDARY)) {
            allowing |= PolicyLayer.PERMISSIONS_BOUNDARY.bit();
        }
        if (!needsSessionPolicy() || evaluation.allows(PolicyLayer.SESSION)) {
            allowing |= PolicyLayer.SESSION.bit();
        }
        return allowing;
    }

    private int layers() {
        return PolicyLayer.IDENTITY.bit()
                | (serviceControl.isEmpty() ? 0 : PolicyLayer.SERVICE_CONTROL.bit())
                | (boundary == null ? 0 : PolicyLayer.PERMISSIONS_BOUNDARY.bit())
                | (needsSessionPolicy() ? PolicyLayer.SESSION.bit() : 0);
    }

    /** A federated user inherits what her session's policies allow, and without any nothing. */
    private boolean needsSessionPolicy() {
        return session != null || principal.kind() == Principal.Kind.FEDERATED_USER;
    }
}
