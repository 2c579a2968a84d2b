// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.policy.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who wants a session of a role or of a federated user.
 *
 * @param name of the session
 * @param lifetime null for the default
 * @param policies inline session policies, as they came
 * @param policyArns managed session policies
 * @param tags session tags, those that come along a chain among them
 * @param transitiveTagKeys which of them go on to a session that is opened with this one
 * @param sourceIdentity null for none
 * @param keys condition keys of whoever vouches, which stay with the session
 * @param chained whether a role's session asks (IAM User Guide, "Role chaining")
 */
public record SessionRequest(
        String name,
        @Nullable Duration lifetime,
        List<String> policies,
        List<String> policyArns,
        List<Tag> tags,
        Set<String> transitiveTagKeys,
        @Nullable String sourceIdentity,
        Map<String, String> keys,
        boolean chained) {
    public SessionRequest {
        policies = List.copyOf(policies);
        policyArns = List.copyOf(policyArns);
        tags = List.copyOf(tags);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
        keys = Map.copyOf(keys);
    }

    /** A session with nothing but its name. */
    public static SessionRequest named(String name) {
        return new SessionRequest(name, null, List.of(), List.of(), List.of(), Set.of(), null, Map.of(), false);
    }

    /** @param seconds null for the default */
    public SessionRequest lasting(@Nullable Integer seconds) {
        Duration wanted = seconds == null ? null : Duration.ofSeconds(seconds);
        return new SessionRequest(
                name, wanted, policies, policyArns, tags, transitiveTagKeys, sourceIdentity, keys, chained);
    }

    /** @param inline the session policy that came with the request; null for none */
    public SessionRequest narrowedBy(@Nullable String inline, List<String> managed) {
        return new SessionRequest(
                name,
                lifetime,
                inline == null ? List.of() : List.of(inline),
                managed,
                tags,
                transitiveTagKeys,
                sourceIdentity,
                keys,
                chained);
    }

    /**
     * With session tags.
     *
     * @throws IamException {@code INVALID_PARAMETER_VALUE} for two tags of one key, or a transitive key that is none of
     *     theirs
     */
    public SessionRequest tagged(List<Tag> newTags, Collection<String> transitive) {
        Set<String> folded = new HashSet<>();
        for (Tag tag : newTags) {
            if (!folded.add(tag.folded())) {
                throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        Set<String> wanted = transitive.stream().map(Tag::fold).collect(Collectors.toSet());
        if (!folded.containsAll(wanted)) {
            throw invalid("The specified transitive tag key must be included in the requested tags.");
        }
        Set<String> keysOfTheirs = newTags.stream()
                .filter(tag -> wanted.contains(tag.folded()))
                .map(Tag::key)
                .collect(Collectors.toSet());
        return new SessionRequest(
                name, lifetime, policies, policyArns, newTags, keysOfTheirs, sourceIdentity, keys, chained);
    }

    public SessionRequest identifiedAs(@Nullable String newSourceIdentity) {
        return new SessionRequest(
                name, lifetime, policies, policyArns, tags, transitiveTagKeys, newSourceIdentity, keys, chained);
    }

    public SessionRequest vouchedFor(Map<String, String> newKeys) {
        return new SessionRequest(
                name, lifetime, policies, policyArns, tags, transitiveTagKeys, sourceIdentity, newKeys, chained);
    }

    /**
     * As asked by a role's session: transitive tags and the source identity come along and stay as they are.
     *
     * @throws IamException {@code INVALID_PARAMETER_VALUE} for a tag that is to replace a transitive one, {@code
     *     ACCESS_DENIED} for another source identity
     */
    public SessionRequest chainedFrom(SessionGrant session) {
        Set<String> transitive =
                session.transitiveTagKeys().stream().map(Tag::fold).collect(Collectors.toSet());
        if (tags.stream().anyMatch(tag -> transitive.contains(tag.folded()))) {
            throw invalid("One of the specified transitive tag keys can't be set because it conflicts with a transitive"
                    + " tag key from the calling session.");
        }
        String identity = session.sourceIdentity();
        if (identity != null && sourceIdentity != null && !identity.equals(sourceIdentity)) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "The source identity of the calling session cannot be changed by a session that is opened with it.");
        }
        List<Tag> all = new ArrayList<>(tags);
        session.tags().stream().filter(tag -> transitive.contains(tag.folded())).forEach(all::add);
        Set<String> goOn = new HashSet<>(transitiveTagKeys);
        goOn.addAll(session.transitiveTagKeys());
        return new SessionRequest(
                name,
                lifetime,
                policies,
                policyArns,
                all,
                goOn,
                identity == null ? sourceIdentity : identity,
                keys,
                true);
    }

    /** What the session will be given. */
    SessionGrant grant() {
        return new SessionGrant(name, policies, policyArns, tags, transitiveTagKeys, sourceIdentity, keys);
    }

    /** What has to be allowed beside the action itself (IAM User Guide, "Pass session tags", "Monitor and control"). */
    List<String> alsoAsked() {
        List<String> also = new ArrayList<>();
        if (!tags.isEmpty()) {
            also.add("sts:TagSession");
        }
        if (sourceIdentity != null) {
            also.add("sts:SetSourceIdentity");
        }
        return also;
    }

    /** Puts the condition keys that a role's trust policy may ask for. */
    void put(RequestContext.Builder context) {
        context.put("sts:RoleSessionName", name);
        String identity = sourceIdentity;
        if (identity != null) {
            context.put("sts:SourceIdentity", identity);
        }
        putTags(context);
        context.putMultivalued("sts:TransitiveTagKeys", transitiveTagKeys);
    }

    /** Puts the condition keys of the tags. */
    public void putTags(RequestContext.Builder context) {
        tags.forEach(tag -> context.put("aws:RequestTag/" + tag.key(), tag.value()));
        context.putMultivalued("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }

    private static IamException invalid(String message) {
        return new IamException(Kind.INVALID_PARAMETER_VALUE, message);
    }
}
