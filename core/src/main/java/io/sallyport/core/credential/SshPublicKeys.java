// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.UniqueId;

/** Port: the SSH public keys of one account's users. */
public interface SshPublicKeys {
    /** AWS's quota. */
    int PER_USER = 5;

    /**
     * Adds a key.
     *
     * @throws IamException {@code LIMIT_EXCEEDED}, {@code DUPLICATE_SSH_PUBLIC_KEY} if the user has that very key
     */
    void add(SshPublicKey key);

    /** @throws IamException {@code NO_SUCH_ENTITY} if the user has no such key */
    SshPublicKey require(UniqueId owner, UniqueId id);

    /** The keys of a user, as they came. */
    Page<SshPublicKey> of(UniqueId owner, PageRequest page);

    /** @throws IamException {@code NO_SUCH_ENTITY} if the user has no such key */
    void setActive(UniqueId owner, UniqueId id, boolean active);

    /** @throws IamException {@code NO_SUCH_ENTITY} if the user has no such key */
    void remove(UniqueId owner, UniqueId id);
}
