// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.util.Collection;
import java.util.List;

/** Port: the tags of one account's resources, by what bears them. They go with it. */
public interface Tags {
    /** AWS's quota for one resource. */
    int PER_RESOURCE = 50;

    /**
     * Adds tags; one whose key is there already takes the place of the old one.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #PER_RESOURCE}; then none is added
     */
    void put(TagOwner owner, Collection<Tag> tags);

    /** Takes tags away, by {@link TagOwner#fold}; a key that is not there is nothing to do. */
    void remove(TagOwner owner, Collection<String> keys);

    /** In {@link TagOwner#order}. */
    List<Tag> of(TagOwner owner);

    /** As {@link #put(TagOwner, Collection)}. */
    default void put(UniqueId owner, Collection<Tag> tags) {
        put(TagOwner.of(owner), tags);
    }

    /** As {@link #remove(TagOwner, Collection)}. */
    default void remove(UniqueId owner, Collection<String> keys) {
        remove(TagOwner.of(owner), keys);
    }

    /** As {@link #of(TagOwner)}. */
    default List<Tag> of(UniqueId owner) {
        return of(TagOwner.of(owner));
    }
}
