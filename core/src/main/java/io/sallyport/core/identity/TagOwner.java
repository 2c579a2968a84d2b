// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.util.Comparator;

/**
 * What bears tags: an entity by its unique id, or by its ARN what has no such id (MFA devices, identity providers).
 *
 * @param value as the store keeps it
 */
public record TagOwner(String value) {
    /**
     * What two tags of one owner may not share. Keys ignore case on users and roles, and on nothing else (IAM User Guide,
     * "Tags for IAM resources").
     */
    public String fold(String key) {
        return ignoresCase() ? Tag.fold(key) : key;
    }

    /**
     * By key as it is written, capital letters first; of a policy the shortest key first, as AWS was recorded to list
     * {@code abc} after {@code b} and {@code z}.
     */
    public Comparator<Tag> order() {
        Comparator<Tag> byKey = Comparator.comparing(Tag::key);
        return value.startsWith(UniqueId.Prefix.ANPA.name())
                ? Comparator.<Tag>comparingInt(tag -> tag.key().length()).thenComparing(byKey)
                : byKey;
    }

    private boolean ignoresCase() {
        return value.startsWith(UniqueId.Prefix.AIDA.name()) || value.startsWith(UniqueId.Prefix.AROA.name());
    }

    public static TagOwner of(UniqueId id) {
        return new TagOwner(id.value());
    }

    public static TagOwner of(Arn arn) {
        return new TagOwner(arn.toString());
    }
}
