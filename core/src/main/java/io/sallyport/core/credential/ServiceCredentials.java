// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import org.jspecify.annotations.Nullable;

/** Port: the service-specific credentials of one account's users. */
public interface ServiceCredentials {
    /** AWS's quota for one user and one service. */
    int PER_SERVICE = 2;

    /**
     * Adds a credential under the first of the user's aliases that is free; of its secret the hash is stored.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #PER_SERVICE}
     */
    ServiceCredential add(ServiceCredential.Terms terms, User owner, ServiceSecret secret);

    /** @throws IamException {@code NO_SUCH_ENTITY} if the user has no such credential */
    ServiceCredential require(UniqueId owner, UniqueId id);

    /**
     * As they came.
     *
     * @param owner null for everybody's
     * @param service null for every service
     */
    Page<ServiceCredential> list(@Nullable UniqueId owner, @Nullable CredentialService service, PageRequest page);

    /** From now on only the new secret counts. */
    void reset(ServiceCredential credential, ServiceSecret secret);

    void setActive(ServiceCredential credential, boolean active);

    void remove(ServiceCredential credential);
}
