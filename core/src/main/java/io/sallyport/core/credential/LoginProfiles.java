// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.util.Optional;

/** Port: the passwords of one account. */
public interface LoginProfiles {
    /**
     * Gives a password to an owner who has none.
     *
     * @param ownerName for the message
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}
     */
    void add(LoginProfile profile, String ownerName);

    Optional<LoginProfile> find(UniqueId owner);

    /** As {@link #find}, and nobody else may change the password until this transaction ends. */
    Optional<LoginProfile> lock(UniqueId owner);

    /** Replaces the password of an owner who has one; what was begun by the old one cannot be finished. */
    void change(UniqueId owner, PasswordHash hash, boolean mustChange);
}
