// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.UniqueId;

/**
 * A policy that a principal holds, itself or through a group.
 *
 * @param holder the user, group or role
 * @param reference the name of an inline policy, the ARN of a managed one
 * @param document the text of an inline policy, or of the default version of a policy of the account; empty for one of
 *     AWS's, whose text is looked up by its ARN
 */
public record HeldPolicy(UniqueId holder, boolean inline, String reference, String document) {
    public boolean isAwsManaged() {
        return !inline && document.isEmpty();
    }
}
