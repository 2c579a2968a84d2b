// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.UniqueId;

/**
 * A user, group or role that a managed policy is attached to.
 *
 * @param id tells by its first letters which of them it is
 */
public record PolicyHolder(UniqueId id, String name) {
    public boolean isGroup() {
        return id.is(UniqueId.Prefix.AGPA);
    }

    public boolean isRole() {
        return id.is(UniqueId.Prefix.AROA);
    }

    /** {@code user}, {@code group} or {@code role}, as the policy simulator calls it. */
    public String kind() {
        return isGroup() ? "group" : isRole() ? "role" : "user";
    }
}
