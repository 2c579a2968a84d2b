// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One question and everything that bears on the answer. Policies are JSON texts.
 *
 * @param serviceControl the levels of the caller's organization, each with the policies attached to it
 * @param resourceControl likewise of the organization of the resource's account
 * @param owner the account of the resource
 * @param context keys of the request and their values
 */
record Scenario(
        Caller caller,
        List<String> identity,
        Optional<String> boundary,
        List<String> session,
        List<List<String>> serviceControl,
        List<List<String>> resourceControl,
        Optional<String> resourcePolicy,
        Optional<String> trustPolicy,
        String owner,
        String action,
        String resource,
        Map<String, Values> context) {

    /** @param multivalued whether the key could have several values, however many it has */
    record Values(boolean multivalued, List<String> values) {
        static Values single(String value) {
            return new Values(false, List.of(value));
        }

        static Values several(List<String> values) {
            return new Values(true, List.copyOf(values));
        }
    }

    Scenario asking(String otherAction, String otherResource, Map<String, Values> otherContext) {
        return new Scenario(
                caller,
                identity,
                boundary,
                session,
                serviceControl,
                resourceControl,
                resourcePolicy,
                trustPolicy,
                owner,
                otherAction,
                otherResource,
                otherContext);
    }
}
