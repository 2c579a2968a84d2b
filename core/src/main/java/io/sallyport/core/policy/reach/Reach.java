// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.reach;

import io.sallyport.core.policy.Effect;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.Statement.Patterns;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the policies of one holder together could let her call. As AWS was recorded to reckon it: an Allow counts whatever
 * its conditions, a Deny only without any, and resources count by the service that they are of. Immutable.
 */
public final class Reach {
    private final List<Statement> allows;
    private final List<Statement> denies;

    private Reach(List<Statement> allows, List<Statement> denies) {
        this.allows = allows;
        this.denies = denies;
    }

    /** Of identity policies that apply together. */
    public static Reach of(Collection<PolicyDocument> policies) {
        return new Reach(
                statements(policies, Effect.ALLOW).toList(),
                statements(policies, Effect.DENY)
                        .filter(statement -> statement.conditions().isEmpty())
                        .toList());
    }

    private static Stream<Statement> statements(Collection<PolicyDocument> policies, Effect effect) {
        return policies.stream()
                .flatMap(policy -> policy.statements().stream())
                .filter(statement -> statement.effect() == effect);
    }

    /**
     * Whether a service is granted, looked at as a whole: an Allow names any of its actions, known or not, on a resource
     * that can be this service's, and no Deny takes away all of it everywhere.
     *
     * @param service its namespace in lower case
     */
    public boolean grants(String service) {
        return about(allows, service)
                        .anyMatch(allow -> !ServiceResources.possible(allow.resources(), service)
                                .isEmpty())
                && about(denies, service).noneMatch(deny -> deny.coversAll() && deny.isEverywhere());
    }

    /**
     * Those of a service's actions that are allowed on something that no Deny takes away.
     *
     * @param service its namespace in lower case
     * @param actions without the namespace
     */
    public List<String> reached(String service, Collection<String> actions) {
        List<Allowing> allowing = about(allows, service)
                .map(allow -> new Allowing(allow, ServiceResources.possible(allow.resources(), service)))
                .toList();
        List<ServiceStatement> denying = about(denies, service).toList();
        return actions.stream()
                .filter(action ->
                        allowing.stream().anyMatch(allow -> allow.leaves(action.toLowerCase(Locale.ROOT), denying)))
                .toList();
    }

    private static Stream<ServiceStatement> about(List<Statement> statements, String service) {
        return statements.stream()
                .map(statement -> ServiceStatement.of(statement, service))
                .filter(ServiceStatement::touches);
    }

    /** @param resources those that can be the service's, each by itself */
    private record Allowing(ServiceStatement allow, List<Patterns> resources) {
        boolean leaves(String action, List<ServiceStatement> denying) {
            return allow.matches(action)
                    && resources.stream()
                            .anyMatch(each -> denying.stream()
                                    .noneMatch(deny ->
                                            deny.matches(action) && ServiceResources.covers(deny.resources(), each)));
        }
    }
}
