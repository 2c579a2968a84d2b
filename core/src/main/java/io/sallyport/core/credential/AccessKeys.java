// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.UniqueId;
import java.util.Map;
import java.util.Optional;

/** Port: the access keys of one account. */
public interface AccessKeys {
    /** AWS's quota, for users and for root. */
    int PER_OWNER = 2;

    /**
     * Adds a key; its secret is sealed before it is stored.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #PER_OWNER}
     */
    void add(AccessKey key, SecretAccessKey secret);

    Optional<AccessKey> find(AccessKeyId id);

    SecretAccessKey secret(AccessKey key);

    /**
     * Makes a key active or inactive; an inactive one signs nothing from then on.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such key
     */
    void activate(UniqueId owner, AccessKeyId id, boolean active);

    /** Remembers when keys were used, unless a later use is known; a key that is gone is nothing to remember. */
    void used(Map<AccessKeyId, KeyUse> uses);

    /** Empty for a key that never signed a request. */
    Optional<KeyUse> lastUse(AccessKeyId id);

    /** The keys of an owner, by id. */
    Page<AccessKey> of(UniqueId owner, PageRequest page);

    /**
     * Removes a key.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such key
     */
    void remove(UniqueId owner, AccessKeyId id);
}
