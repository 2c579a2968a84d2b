// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.name.Arn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What narrows a session: the documents it brings along, and managed policies as they are at the moment. */
final class SessionPolicies {
    /** Whose policies AWS's own are. */
    private static final String AWS = "aws";

    private SessionPolicies() {}

    /** Empty for a session that nothing narrows, and for one all of whose policies are gone, which may nothing. */
    static List<HeldPolicy> of(Account account, Caller caller) {
        SessionGrant grant = caller.grant();
        if (grant == null) {
            return List.of();
        }
        return Stream.concat(
                        grant.policies().stream()
                                .map(document -> new HeldPolicy(caller.id(), true, "SessionPolicy", document)),
                        grant.policyArns().stream()
                                .flatMap(arn -> document(account, arn)
                                        .map(document -> new HeldPolicy(caller.id(), false, arn, document))
                                        .stream()))
                .toList();
    }

    private static Optional<String> document(Account account, String reference) {
        Arn arn = Arn.parse(reference);
        if (arn.account().equals(AWS)) {
            return Optional.of("");
        }
        CustomerPolicies policies = account.customerPolicies();
        return policies.find(arn).flatMap(policy -> policies.document(policy, policy.defaultVersion()));
    }
}
