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
    /** What two tags of one owner may not share: their keys without case, but for policies, whose tags mind it at AWS. */
    public String fold(String key) {
        return isPolicy() ? key : Tag.fold(key);
    }

    private boolean isPolicy() {
        return value.startsWith(UniqueId.Prefix.ANPA.name());
    }

    public static TagOwner of(UniqueId id) {
        return new TagOwner(id.value());
    }

    public static TagOwner of(Arn arn) {
        return new TagOwner(arn.toString());
    }
}
