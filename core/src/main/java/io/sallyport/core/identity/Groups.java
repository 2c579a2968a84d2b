// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the groups of one account and who is in them. */
public interface Groups {
    /** AWS's default quota. */
    int QUOTA = 300;

    /** AWS's quota of groups a user may be in. */
    int PER_USER = 10;

    /**
     * Adds a group.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(Group group);

    Optional<Group> find(GroupName name);

    /** Those whose path begins with {@code pathPrefix}, by name without regard to case. */
    Page<Group> list(String pathPrefix, PageRequest page);

    /**
     * Gives a group another name and path. Its members and policies go by its id and stay.
     *
     * @param name null to keep it
     * @param path null to keep it
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} if another group has that name
     */
    void rename(Group group, @Nullable GroupName name, @Nullable EntityPath path);

    /**
     * Removes a group that is empty.
     *
     * @throws IamException {@code DELETE_CONFLICT} naming what is left: policies or members
     */
    void remove(Group group);

    /**
     * Puts a user into a group; a member stays one.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #PER_USER}
     */
    void addMember(Group group, User user);

    /** Takes a user out of a group; one who is not in it stays out. */
    void removeMember(Group group, User user);

    /** The users in a group, by name without regard to case. */
    Page<User> members(UniqueId group, PageRequest page);

    /** The groups of a user, by name without regard to case. */
    Page<Group> of(UniqueId user, PageRequest page);

    default Group require(GroupName name) {
        return find(name)
                .orElseThrow(() ->
                        new IamException(Kind.NO_SUCH_ENTITY, "The group with name " + name + " cannot be found."));
    }
}
