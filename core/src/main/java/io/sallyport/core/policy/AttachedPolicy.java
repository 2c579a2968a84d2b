// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * A policy as it takes part in a decision.
 *
 * @param id the ARN of a managed policy, the name of an inline one
 */
public record AttachedPolicy(String id, PolicySource source, CompiledPolicy policy) {
    public static AttachedPolicy of(String id, PolicySource source, PolicyDocument document) {
        return new AttachedPolicy(id, source, document.compile());
    }
}
