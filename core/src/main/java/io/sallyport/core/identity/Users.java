// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the users of one account. */
public interface Users {
    /** AWS's default quota. */
    int QUOTA = 5000;

    /**
     * Adds a user.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(User user);

    Optional<User> find(UserName name);

    Optional<User> find(UniqueId id);

    /** Whose key that is, unless it is inactive or root's. */
    Optional<User> byActiveKey(AccessKeyId key);

    /** Those whose path begins with {@code pathPrefix}, by name without regard to case. */
    Page<User> list(String pathPrefix, PageRequest page);

    /**
     * Gives a user another name and path. Everything that is hers goes by her id and stays hers.
     *
     * @param name null to keep it
     * @param path null to keep it
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} if another user has that name
     */
    void rename(User user, @Nullable UserName name, @Nullable EntityPath path);

    /**
     * Removes a user that nothing refers to any more.
     *
     * @throws IamException {@code DELETE_CONFLICT} naming what is left, in the order AWS checks
     */
    void remove(User user);

    /** Stamps a sign-in by password, of a user or of root. */
    void passwordUsed(UniqueId id, Instant at);

    default User require(UserName name) {
        return find(name)
                .orElseThrow(() ->
                        new IamException(Kind.NO_SUCH_ENTITY, "The user with name " + name + " cannot be found."));
    }
}
