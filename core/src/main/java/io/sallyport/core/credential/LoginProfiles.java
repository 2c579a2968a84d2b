// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
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

    /** The passwords that were replaced, as far as they are remembered, the latest first. */
    List<PasswordHash> earlier(UniqueId owner);

    /**
     * Replaces the password of an owner who has one. What the old one opened ends: sign-ins under way and browser
     * sessions.
     *
     * @param remembered how many of those that were replaced are remembered from now on, the old one included
     */
    void change(UniqueId owner, PasswordHash hash, boolean mustChange, Instant at, int remembered);

    /** Whether the next sign-in has to choose a new one. */
    void requireChange(UniqueId owner, boolean mustChange);

    /**
     * Takes the password away, which ends what it opened; false if there is none.
     *
     * @param remembered as for {@link #change}: another profile would not make up for it
     */
    boolean remove(UniqueId owner, int remembered);
}
