// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;

/**
 * What bears tags: an entity by its unique id, or by its ARN what has no such id (MFA devices, identity providers).
 *
 * @param value as the store keeps it
 */
public record TagOwner(String value) {
    public static TagOwner of(UniqueId id) {
        return new TagOwner(id.value());
    }

    public static TagOwner of(Arn arn) {
        return new TagOwner(arn.toString());
    }

    /**
     * What two of its tags may not share: the key without regard to case for users and roles, the key as it is for every
     * other kind of resource (IAM User Guide, "Tags for AWS Identity and Access Management resources").
     */
    public String keyOf(String key) {
        boolean ignoresCase =
                value.startsWith(UniqueId.Prefix.AIDA.name()) || value.startsWith(UniqueId.Prefix.AROA.name());
        return ignoresCase ? Tag.fold(key) : key;
    }
}
