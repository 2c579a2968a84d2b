// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.ServerCertificateName;
import java.util.Optional;

/** Port: the server certificates of one account. */
public interface ServerCertificates {
    /** AWS's default quota. */
    int QUOTA = 20;

    /**
     * Adds a certificate.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(ServerCertificate certificate);

    Optional<ServerCertificate> find(ServerCertificateName name);

    /** Those whose path begins with {@code pathPrefix}, by name without regard to case. */
    Page<ServerCertificate> list(String pathPrefix, PageRequest page);

    /**
     * Gives a certificate another name or path.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} if another one has that name
     */
    void rename(ServerCertificate certificate, ServerCertificateName name, EntityPath path);

    /** Removes a certificate and its tags. */
    void remove(ServerCertificate certificate);

    default ServerCertificate require(ServerCertificateName name) {
        return find(name)
                .orElseThrow(() -> new IamException(
                        Kind.NO_SUCH_ENTITY, "The Server Certificate with name " + name + " cannot be found."));
    }
}
