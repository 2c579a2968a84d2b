// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.UniqueId;

/**
 * A user, group or role that has a managed policy attached or is bounded by it.
 *
 * @param id tells by its first letters which of them it is
 */
public record PolicyHolder(UniqueId id, String name) {
    public boolean isGroup() {
        return id.is(UniqueId.Prefix.AGPA);
    }
}
