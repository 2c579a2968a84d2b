// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.util.Map;
import java.util.Optional;

/**
 * Port: the permissions boundaries of users and roles of one account. A boundary is a managed policy, of which each has
 * at most one; it goes with its owner.
 */
public interface Boundaries {
    /**
     * Sets a boundary, in the place of the one that was there.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner or the account's own policy is gone
     */
    void put(UniqueId owner, Arn policy);

    Optional<Arn> find(UniqueId owner);

    /** Takes the boundary away; false if there was none. */
    boolean remove(UniqueId owner);

    /** The boundary as it takes part in decisions, with the text of its policy as {@link HeldPolicy} has it. */
    Optional<HeldPolicy> applyingTo(UniqueId owner);

    /** How many users and roles each policy bounds; the ARNs that are missing none. */
    Map<Arn, Integer> uses();

    /** How many of them one policy bounds. */
    int uses(Arn policy);
}
