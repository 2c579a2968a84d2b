// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Port: the roles of one account. */
public interface Roles {
    /** AWS's default quota. */
    int QUOTA = 1000;

    /** AWS's default quota for a trust policy, white space not counted. */
    int TRUST_POLICY_CHARACTERS = 2048;

    /**
     * Adds a role.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(Role role);

    Optional<Role> find(RoleName name);

    Optional<Role> find(UniqueId id);

    /** Those whose path begins with {@code pathPrefix}, by name without regard to case. */
    Page<Role> list(String pathPrefix, PageRequest page);

    void describe(UniqueId id, String description);

    void limitSessions(UniqueId id, Duration maxSession);

    /** @param trustPolicy as {@link Role#trustPolicy} */
    void trust(UniqueId id, String trustPolicy);

    /**
     * Removes a role that nothing refers to any more.
     *
     * @throws IamException {@code DELETE_CONFLICT} naming what is left, in the order AWS checks
     */
    void remove(Role role);

    /** Removes a service-linked role with the policies it has, and remembers under which id that was asked for. */
    void removeLinked(Role role, String taskId, Instant at);

    /** Whether a service-linked role was removed under that id. */
    boolean wasRemoved(String taskId);

    default Role require(RoleName name) {
        return find(name)
                .orElseThrow(() ->
                        new IamException(Kind.NO_SUCH_ENTITY, "The role with name " + name + " cannot be found."));
    }
}
