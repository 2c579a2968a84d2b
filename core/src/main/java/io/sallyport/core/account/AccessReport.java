// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which services policies grant, and when they were last accessed by those who hold the policies, as it was at one
 * moment.
 *
 * @param actions whether it tells of actions too
 * @param entities who may have accessed: users and roles
 * @param services by namespace
 */
public record AccessReport(boolean actions, Instant createdAt, List<UniqueId> entities, List<ServiceAccess> services) {
    /** How long it can be read. */
    public static final Duration LIFE = Duration.ofDays(7);

    public AccessReport {
        entities = List.copyOf(entities);
        services = List.copyOf(services);
    }

    /**
     * Who accessed something last.
     *
     * @param region null if it is not known
     */
    public record LastAccess(
            Instant at, String entityArn, @Nullable String region) {}

    /** When one user or role last accessed a service. */
    public record EntityAccess(UniqueId entity, Instant at) {}

    /**
     * One action.
     *
     * @param last null if nobody accessed it
     */
    public record ActionAccess(String name, @Nullable LastAccess last) {}

    /**
     * One service.
     *
     * @param last null if nobody accessed it
     * @param by everybody who did
     * @param actions the tracked ones that are granted, by name; none in a report that does not tell of actions
     */
    public record ServiceAccess(
            String namespace,
            String name,
            @Nullable LastAccess last,
            List<EntityAccess> by,
            List<ActionAccess> actions) {
        public ServiceAccess {
            by = List.copyOf(by);
            actions = List.copyOf(actions);
        }
    }

    public Optional<ServiceAccess> service(String namespace) {
        return services.stream()
                .filter(service -> service.namespace().equals(namespace))
                .findFirst();
    }
}
