// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.Explanation;
import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.ResourceSide;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The engine with the policies of a scenario. They are named as {@link NaiveEvaluator} names them. */
final class Engine {
    private final PolicySet policies;
    private final Optional<ResourceSide> resource;

    /** @throws io.sallyport.core.IamException if it refuses a policy */
    Engine(Scenario world) {
        policies = policies(world);
        boolean plain = world.resourcePolicy().isEmpty()
                && world.trustPolicy().isEmpty()
                && world.resourceControl().isEmpty()
                && world.caller().account().equals(Optional.of(world.owner()));
        resource = plain ? Optional.empty() : Optional.of(resource(world));
    }

    Decision decide(Scenario scenario) {
        AuthorizationRequest request = request(scenario);
        return resource.isPresent() ? policies.evaluate(request, resource.get()) : policies.evaluate(request);
    }

    Explanation explain(Scenario scenario) {
        AuthorizationRequest request = request(scenario);
        return resource.isPresent() ? policies.explain(request, resource.get()) : policies.explain(request);
    }

    /** As {@link NaiveEvaluator} names it. */
    static String name(MatchedStatement statement) {
        return statement.policyId() + "#" + statement.index();
    }

    private static PolicySet policies(Scenario world) {
        PolicySet set =
                PolicySet.of(principal(world.caller()), attached("identity", world.identity(), PolicyType.IDENTITY));
        if (world.boundary().isPresent()) {
            set = set.withBoundary(attached("boundary-0", world.boundary().get(), PolicyType.BOUNDARY));
        }
        if (!world.session().isEmpty()) {
            set = set.withSessionPolicies(attached("session", world.session(), PolicyType.SESSION));
        }
        return world.serviceControl().isEmpty()
                ? set
                : set.withServiceControl(levels("scp", world.serviceControl(), PolicyType.SERVICE_CONTROL));
    }

    private static ResourceSide resource(Scenario world) {
        ResourceSide side = ResourceSide.ownedBy(world.owner());
        if (world.resourcePolicy().isPresent()) {
            side = side.withPolicy(attached("resource", world.resourcePolicy().get(), PolicyType.RESOURCE));
        }
        if (world.trustPolicy().isPresent()) {
            side = side.withTrustPolicy(attached("trust", world.trustPolicy().get(), PolicyType.TRUST));
        }
        return world.resourceControl().isEmpty()
                ? side
                : side.withResourceControl(levels("rcp", world.resourceControl(), PolicyType.RESOURCE_CONTROL));
    }

    private static Principal principal(Caller caller) {
        return switch (caller.kind()) {
            case USER -> Principal.user(caller.name());
            case ROOT -> Principal.root(caller.account().orElseThrow());
            case ROLE_SESSION -> Principal.assumedRole(caller.name(), caller.origin());
            case FEDERATED_USER -> Principal.federatedUser(caller.name());
            case SERVICE -> Principal.service(caller.name());
            case FEDERATED -> Principal.federated(caller.name());
            case ANONYMOUS -> Principal.anonymous();
        };
    }

    private static AuthorizationRequest request(Scenario scenario) {
        RequestContext.Builder context = RequestContext.builder();
        scenario.context().forEach((key, values) -> {
            if (values.multivalued()) {
                context.putMultivalued(key, values.values());
            } else {
                context.put(key, values.values().get(0));
            }
        });
        return new AuthorizationRequest(scenario.action(), scenario.resource(), context.build());
    }

    private static List<List<AttachedPolicy>> levels(String layer, List<List<String>> levels, PolicyType type) {
        return IntStream.range(0, levels.size())
                .mapToObj(i -> attached(layer + "-" + i, levels.get(i), type))
                .toList();
    }

    private static List<AttachedPolicy> attached(String layer, List<String> policies, PolicyType type) {
        return IntStream.range(0, policies.size())
                .mapToObj(i -> attached(layer + "-" + i, policies.get(i), type))
                .toList();
    }

    private static AttachedPolicy attached(String name, String policy, PolicyType type) {
        return AttachedPolicy.of(name, PolicySource.NONE, PolicyDocument.parse(policy, type));
    }
}
