// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.Explanation;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was decided about somebody, and why.
 *
 * @param asked with every condition key that was decided by
 * @param ignoredKeys condition keys that whoever asked gave and that are known better here
 */
public record Verdict(
        Subject subject, AuthorizationRequest asked, Explanation explanation, SortedSet<String> ignoredKeys) {
    public Verdict {
        ignoredKeys = Collections.unmodifiableSortedSet(new TreeSet<>(ignoredKeys));
    }

    public boolean isAllowed() {
        return decision().isAllowed();
    }

    public Decision decision() {
        return explanation.decision();
    }

    /** Why not, in AWS's words; empty if it is allowed. */
    public Optional<String> denial() {
        return isAllowed()
                ? Optional.empty()
                : Optional.of(Authorizer.denial(subject.arn().toString(), asked, decision()));
    }
}
