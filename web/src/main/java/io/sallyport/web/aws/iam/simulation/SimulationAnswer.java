// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.PolicyLayer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Statement;

/** Decisions in AWS's shape. Not for threads. */
final class SimulationAnswer {
    /** AWS's own words; the model's {@code PolicySourceType} has others, which no answer was seen to use. */
    private static final Map<PolicyLayer, String> LAYERS = Map.of(
            PolicyLayer.IDENTITY, "IAM Policy",
            PolicyLayer.RESOURCE, "Resource Policy",
            PolicyLayer.PERMISSIONS_BOUNDARY, "Permissions Boundary Policy");

    private final Map<String, String> labels;
    private final Map<String, AttachedPolicy> policies = new HashMap<>();
    private final Map<String, StatementPlaces> places = new HashMap<>();

    /**
     * An answer about these policies.
     *
     * @param policies all that take part, with distinct ids but for an organization's, which are never told
     * @param labels what to call the policies whose id is not what AWS calls them, by id
     */
    SimulationAnswer(List<AttachedPolicy> policies, Map<String, String> labels) {
        this.labels = labels;
        policies.forEach(policy -> this.policies.put(policy.id(), policy));
    }

    /** The answer to a request that named no resources. */
    EvaluationResult onAll(String action, ResourceDecision one) {
        return aggregate(action, one.resource(), List.of(one))
                .evalDecisionDetails(one.foreign() ? details(one) : null)
                .build();
    }

    /** The answer to a request that named resources: the strictest decision, and each by itself. */
    EvaluationResult onEach(String action, List<ResourceDecision> each) {
        String name = each.size() == 1 ? each.get(0).resource() : "*";
        Map<String, PolicyEvaluationDecisionType> details = new LinkedHashMap<>();
        each.stream()
                .filter(ResourceDecision::foreign)
                .forEach(one -> details(one)
                        .forEach((layer, decision) -> details.merge(layer, decision, SimulationAnswer::stricter)));
        return aggregate(action, name, each)
                .evalDecisionDetails(details)
                .resourceSpecificResults(each.stream().map(this::specific).toList())
                .build();
    }

    private EvaluationResult.Builder aggregate(String action, String resource, List<ResourceDecision> each) {
        Decision.Effect effect = each.stream()
                .map(one -> one.decision().effect())
                .max(Enum::compareTo)
                .orElseThrow();
        return EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(type(effect))
                .matchedStatements(
                        each.stream().flatMap(this::matched).distinct().toList())
                .missingContextValues(each.stream()
                        .flatMap(one -> one.missingKeys().stream())
                        .distinct()
                        .toList())
                .organizationsDecisionDetail(allowed(each, PolicyLayer.SERVICE_CONTROL)
                        .map(allowed -> OrganizationsDecisionDetail.builder()
                                .allowedByOrganizations(allowed)
                                .build())
                        .orElse(null))
                .permissionsBoundaryDecisionDetail(boundary(each));
    }

    private ResourceSpecificResult specific(ResourceDecision one) {
        return ResourceSpecificResult.builder()
                .evalResourceName(one.resource())
                .evalResourceDecision(type(one.decision().effect()))
                .matchedStatements(matched(one).toList())
                .missingContextValues(one.missingKeys())
                .evalDecisionDetails(one.foreign() ? details(one) : null)
                .permissionsBoundaryDecisionDetail(boundary(List.of(one)))
                .build();
    }

    private static @Nullable PermissionsBoundaryDecisionDetail boundary(List<ResourceDecision> each) {
        return allowed(each, PolicyLayer.PERMISSIONS_BOUNDARY)
                .map(allowed -> PermissionsBoundaryDecisionDetail.builder()
                        .allowedByPermissionsBoundary(allowed)
                        .build())
                .orElse(null);
    }

    /** Whether a layer allows everything; empty when it is not there. */
    private static Optional<Boolean> allowed(List<ResourceDecision> each, PolicyLayer layer) {
        return each.stream()
                .flatMap(one -> one.decision().of(layer).stream())
                .map(effect -> effect == Decision.Effect.ALLOWED)
                .reduce(Boolean::logicalAnd);
    }

    private static Map<String, PolicyEvaluationDecisionType> details(ResourceDecision one) {
        Map<String, PolicyEvaluationDecisionType> details = new LinkedHashMap<>();
        details.put(
                "IAM Policy", decision(one, PolicyLayer.IDENTITY).orElse(PolicyEvaluationDecisionType.IMPLICIT_DENY));
        details.put(
                "Resource Policy",
                decision(one, PolicyLayer.RESOURCE).orElse(PolicyEvaluationDecisionType.IMPLICIT_DENY));
        decision(one, PolicyLayer.PERMISSIONS_BOUNDARY)
                .ifPresent(decision -> details.put("Permissions Boundary Policy", decision));
        return details;
    }

    private static Optional<PolicyEvaluationDecisionType> decision(ResourceDecision one, PolicyLayer layer) {
        return one.decision().of(layer).map(SimulationAnswer::type);
    }

    private static PolicyEvaluationDecisionType stricter(
            PolicyEvaluationDecisionType one, PolicyEvaluationDecisionType other) {
        return one.compareTo(other) == 0
                        || other == PolicyEvaluationDecisionType.ALLOWED
                        || one == PolicyEvaluationDecisionType.EXPLICIT_DENY
                ? one
                : other;
    }

    private static PolicyEvaluationDecisionType type(Decision.Effect effect) {
        return switch (effect) {
            case ALLOWED -> PolicyEvaluationDecisionType.ALLOWED;
            case IMPLICIT_DENY -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
            case EXPLICIT_DENY -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
        };
    }

    /** What granted or denied: a boundary that allows grants nothing, and an organization's policies are not shown. */
    private Stream<Statement> matched(ResourceDecision one) {
        boolean allowed = one.decision().isAllowed();
        return one.decision().statements().stream()
                .filter(match -> LAYERS.containsKey(match.layer()))
                .filter(match -> !allowed || match.layer() != PolicyLayer.PERMISSIONS_BOUNDARY)
                .map(this::statement);
    }

    private Statement statement(MatchedStatement match) {
        StatementPlaces there = places.computeIfAbsent(
                match.policyId(),
                id -> new StatementPlaces(
                        Objects.requireNonNull(policies.get(id), id).policy().document()));
        return Statement.builder()
                .sourcePolicyId(labels.getOrDefault(match.policyId(), match.policyId()))
                .sourcePolicyType(LAYERS.get(match.layer()))
                .startPosition(there.start(match.index()))
                .endPosition(there.end(match.index()))
                .build();
    }
}
