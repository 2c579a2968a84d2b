// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.UniqueId;
import java.util.Optional;

/** Port: the instance profiles of one account, each with its role. */
public interface InstanceProfiles {
    /** AWS's default quota. */
    int QUOTA = 1000;

    /**
     * Adds an instance profile without a role.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(InstanceProfile profile);

    Optional<InstanceProfile> find(InstanceProfileName name);

    /** Those whose path begins with {@code pathPrefix}, by name without regard to case. */
    Page<InstanceProfile> list(String pathPrefix, PageRequest page);

    /** Those that have a role, by name without regard to case. */
    Page<InstanceProfile> of(UniqueId role, PageRequest page);

    /**
     * Gives an instance profile its role.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} if it has one, be it the same
     */
    void putRole(InstanceProfile profile, Role role);

    /** Takes its role away; false if it has another or none. */
    boolean takeRole(InstanceProfile profile, Role role);

    /** @throws IamException {@code DELETE_CONFLICT} while it has a role */
    void remove(InstanceProfile profile);

    default InstanceProfile require(InstanceProfileName name) {
        return find(name)
                .orElseThrow(
                        () -> new IamException(Kind.NO_SUCH_ENTITY, "Instance Profile " + name + " cannot be found."));
    }
}
