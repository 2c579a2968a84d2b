// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sallyport.core.identity.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session of a role or of a federated user was given when it was opened, for as long as it lasts (IAM User Guide,
 * "Session policies" and "Pass session tags in AWS STS").
 *
 * @param name the role session's name, or the federated user's
 * @param policies the documents of inline session policies
 * @param policyArns managed policies that are session policies
 * @param tags session tags; they stand before the role's own of the same key
 * @param transitiveTagKeys of those tags, the ones that go on to a session opened with this one
 * @param sourceIdentity {@code aws:SourceIdentity}; stays the same along a chain
 * @param keys condition keys of whoever vouched, such as {@code saml:aud} or {@code aws:FederatedProvider}
 */
public record SessionGrant(
        String name,
        List<String> policies,
        List<String> policyArns,
        List<Tag> tags,
        Set<String> transitiveTagKeys,
        @Nullable String sourceIdentity,
        Map<String, String> keys) {
    public SessionGrant {
        policies = List.copyOf(policies);
        policyArns = List.copyOf(policyArns);
        tags = List.copyOf(tags);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
        keys = Map.copyOf(keys);
    }

    /** A session with nothing but its name. */
    public static SessionGrant named(String name) {
        return new SessionGrant(name, List.of(), List.of(), List.of(), Set.of(), null, Map.of());
    }

    /** Whether any session policy narrows it. */
    @JsonIgnore
    public boolean isNarrowed() {
        return !policies.isEmpty() || !policyArns.isEmpty();
    }
}
