// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.RequestContext;
import java.util.List;

/**
 * A principal whose rights are compared with another's.
 *
 * @param policies what decides about her
 * @param documents the texts of the same, those that only take away too
 * @param keys the condition keys that are about her, such as {@code aws:username}
 */
public record Holder(PolicySet policies, List<PolicyDocument> documents, RequestContext keys) {
    public Holder {
        documents = List.copyOf(documents);
    }
}
