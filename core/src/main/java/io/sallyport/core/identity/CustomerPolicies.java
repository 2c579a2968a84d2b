// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: the customer managed policies of one account and their versions. */
public interface CustomerPolicies {
    /** AWS's default quota. */
    int QUOTA = 1500;

    /** AWS's quota of versions that one policy has at a time. */
    int VERSIONS_PER_POLICY = 5;

    /** AWS's quota for one version, white space not counted. */
    int CHARACTERS = 6144;

    /**
     * Adds a policy with its first version.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(CustomerPolicy policy, String document);

    Optional<CustomerPolicy> find(Arn policy);

    /** Those whose path begins with {@code pathPrefix}, by name without regard to case. */
    List<CustomerPolicy> list(String pathPrefix);

    /**
     * Removes a policy with its only version and its tags.
     *
     * @throws IamException {@code DELETE_CONFLICT} while somebody has it attached or is bounded by it, or while it has
     *     other versions; {@code NO_SUCH_ENTITY} if it has gone meanwhile
     */
    void remove(CustomerPolicy policy);

    /**
     * Adds a version under a number that none of the policy ever had.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #VERSIONS_PER_POLICY}
     */
    CustomerPolicyVersion addVersion(CustomerPolicy policy, String document, boolean asDefault, Instant at);

    /** The text of a version as it was given. */
    Optional<String> document(CustomerPolicy policy, int version);

    Optional<CustomerPolicyVersion> version(CustomerPolicy policy, int version);

    /** The versions of many policies with their texts, the newest first; one query, however many those are. */
    Map<UniqueId, Map<CustomerPolicyVersion, String>> documents(Collection<UniqueId> policies);

    /** The newest first. */
    Page<CustomerPolicyVersion> versions(CustomerPolicy policy, PageRequest page);

    /**
     * Removes a version; false if there is none of that number.
     *
     * @throws IamException {@code DELETE_CONFLICT} for the default version
     */
    boolean removeVersion(CustomerPolicy policy, int version);

    /** Lets another version decide from now on; false if there is none of that number. */
    boolean setDefault(CustomerPolicy policy, int version);
}
