// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All policies that apply to one caller. An explicit deny in any layer wins; without one, every layer that is there has
 * to allow. Boundary and session policies therefore only take away.
 */
public final class PolicySet {
    private final Map<PolicyLayer, List<AttachedPolicy>> layers;

    private PolicySet(Map<PolicyLayer, List<AttachedPolicy>> layers) {
        this.layers = layers;
    }

    /** The policies of a user and her groups, or of a role; none at all allow nothing. */
    public static PolicySet ofIdentity(List<AttachedPolicy> policies) {
        return new PolicySet(new EnumMap<>(Map.of(PolicyLayer.IDENTITY, List.copyOf(policies))));
    }

    public PolicySet withBoundary(AttachedPolicy boundary) {
        return with(PolicyLayer.PERMISSIONS_BOUNDARY, List.of(boundary));
    }

    /** The session's policies, of which one has to allow; an empty list is a session without any, which allows nothing. */
    public PolicySet withSessionPolicies(List<AttachedPolicy> policies) {
        return with(PolicyLayer.SESSION, policies);
    }

    private PolicySet with(PolicyLayer layer, List<AttachedPolicy> policies) {
        Map<PolicyLayer, List<AttachedPolicy>> more = new EnumMap<>(layers);
        more.put(layer, List.copyOf(policies));
        return new PolicySet(more);
    }

    public Decision evaluate(AuthorizationRequest request) {
        List<MatchedStatement> allows = new ArrayList<>();
        List<MatchedStatement> denies = new ArrayList<>();
        layers.forEach((layer, policies) -> {
            for (AttachedPolicy policy : policies) {
                for (Statement statement : policy.policy().applying(request)) {
                    (statement.effect() == Effect.ALLOW ? allows : denies)
                            .add(new MatchedStatement(
                                    layer, policy.id(), policy.source(), statement.index(), statement.sid()));
                }
            }
        });
        if (!denies.isEmpty()) {
            return new Decision(
                    request.action(),
                    Decision.Effect.EXPLICIT_DENY,
                    denies.get(0).layer(),
                    denies);
        }
        Optional<PolicyLayer> silent = layers.keySet().stream()
                .filter(layer -> allows.stream().noneMatch(match -> match.layer() == layer))
                .findFirst();
        return silent.map(layer -> new Decision(request.action(), Decision.Effect.IMPLICIT_DENY, layer, List.of()))
                .orElseGet(() -> new Decision(request.action(), Decision.Effect.ALLOWED, PolicyLayer.IDENTITY, allows));
    }
}
