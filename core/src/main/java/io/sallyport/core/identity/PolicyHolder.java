// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.UniqueId;

/**
 * A user or group that a managed policy is attached to.
 *
 * @param id tells by its first letters which of the two it is
 */
public record PolicyHolder(UniqueId id, String name) {
    public boolean isGroup() {
        return id.is(UniqueId.Prefix.AGPA);
    }
}
