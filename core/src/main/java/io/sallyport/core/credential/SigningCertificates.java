// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.UniqueId;

/** Port: the signing certificates of one account. */
public interface SigningCertificates {
    /** AWS's quota, for users and for root. */
    int PER_OWNER = 2;

    /**
     * Adds a certificate.
     *
     * @throws IamException {@code LIMIT_EXCEEDED}, {@code DUPLICATE_CERTIFICATE} if anybody of the account has it
     */
    void add(SigningCertificate certificate);

    /** The certificates of an owner, as they came. */
    Page<SigningCertificate> of(UniqueId owner, PageRequest page);

    /** @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such certificate */
    void setActive(UniqueId owner, UniqueId id, boolean active);

    /** @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such certificate */
    void remove(UniqueId owner, UniqueId id);
}
