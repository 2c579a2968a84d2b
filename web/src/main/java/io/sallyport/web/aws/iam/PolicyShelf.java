// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.account.Account;
import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import java.util.stream.Stream;

/** The managed policies there are for an account: its own and AWS's. */
final class PolicyShelf {
    private final ManagedPolicies managed;

    PolicyShelf(ManagedPolicies managed) {
        this.managed = managed;
    }

    /** Those whose path begins with {@code prefix}. */
    Stream<ManagedPolicy> own(Account account, String prefix) {
        return account.customerPolicies().list(prefix).stream().map(policy -> ManagedPolicy.of(account.id(), policy));
    }

    /** As {@link #own}. */
    Stream<ManagedPolicy> ofAws(String prefix) {
        return managed.all().stream()
                .filter(policy -> policy.path().startsWith(prefix))
                .map(ManagedPolicy::of);
    }

    /** The one of AWS's that it is. */
    AwsManagedPolicy ofAws(ManagedPolicy policy) {
        return managed.find(policy.arn().toString()).orElseThrow();
    }
}
