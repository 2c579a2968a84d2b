// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Optional;

/**
 * A statement that decided.
 *
 * @param policyId as {@link AttachedPolicy#id()}
 * @param index of the statement in its document, from 0
 */
public record MatchedStatement(
        PolicyLayer layer, String policyId, PolicySource source, int index, Optional<String> sid) {}
