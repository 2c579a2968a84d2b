// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a principal, compiled once for as long as nothing of it changes. Nobody has to be told of a change:
 * each transaction reads its account's {@linkplain Account#policyStamp() stamp} anyway, and what was compiled under
 * another one is not used. Thread-safe.
 */
final class CompiledPrincipals {
    /** In characters of the documents, for which a compiled policy takes a small multiple in bytes. */
    private static final long MOST_CHARACTERS = 32L << 20;

    /** What a principal costs whatever her policies say. */
    private static final int OVERHEAD = 1 << 10;

    private static final String EVERYTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    private final HeldPolicies compiler;
    private final Cache<Key, Compiled> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher(CompiledPrincipals::weight)
            // Evicting takes no thread of its own.
            .executor(Runnable::run)
            .build();

    CompiledPrincipals(ManagedPolicies managed) {
        this.compiler = new HeldPolicies(managed);
    }

    /** The ARN too: a user may be renamed, and a role has many sessions, each with its own policies. */
    private record Key(AccountId account, UniqueId id, Arn arn, List<String> policies, List<String> policyArns) {
        static Key of(Caller caller) {
            SessionGrant grant = caller.grant();
            return new Key(
                    caller.account(),
                    caller.id(),
                    caller.arn(),
                    grant == null ? List.of() : grant.policies(),
                    grant == null ? List.of() : grant.policyArns());
        }
    }

    /**
     * A principal as of a stamp.
     *
     * @param held what {@code policies} were compiled from
     * @param boundary the same of the permissions boundary
     * @param session the same of the session's policies
     * @param asksForResourceTags whether any policy does
     */
    record Compiled(
            String stamp,
            List<HeldPolicy> held,
            Optional<HeldPolicy> boundary,
            List<HeldPolicy> session,
            PolicySet policies,
            boolean asksForResourceTags,
            List<Tag> tags) {
        /** For a session that is given less than its principal. */
        Compiled narrowed(AttachedPolicy by) {
            return new Compiled(
                    stamp,
                    held,
                    boundary,
                    session,
                    policies.withSessionPolicies(List.of(by)),
                    asksForResourceTags,
                    tags);
        }
    }

    Compiled find(Account account, Caller caller) {
        Optional<String> stamp = account.policyStamp();
        if (stamp.isEmpty()) {
            return read(account, caller, "", null);
        }
        Key key = Key.of(caller);
        Compiled cached = cache.getIfPresent(key);
        if (cached != null && cached.stamp().equals(stamp.get())) {
            return cached;
        }
        Compiled read = read(account, caller, stamp.get(), cached);
        cache.put(key, read);
        return read;
    }

    /** The texts of all that {@link Compiled#policies} was compiled from. */
    List<PolicyDocument> documents(Compiled principal) {
        return Stream.of(
                        principal.held().stream().map(compiler::compile),
                        principal.boundary().stream().map(compiler::compileBoundary),
                        principal.session().stream().map(compiler::compileSession))
                .flatMap(policies -> policies)
                .map(policy -> policy.policy().document())
                .toList();
    }

    /** @param before to be used again as far as it still holds: most changes are about somebody else */
    private Compiled read(Account account, Caller caller, String stamp, @Nullable Compiled before) {
        List<HeldPolicy> held = vouchedForByRoot(caller)
                ? List.of(new HeldPolicy(caller.id(), true, "root", EVERYTHING))
                : account.policies().applyingTo(caller.id());
        Optional<HeldPolicy> boundary = account.boundaries().applyingTo(caller.id());
        List<Tag> tags = account.tags().of(caller.id());
        List<HeldPolicy> session = SessionPolicies.of(account, caller);
        if (before != null
                && before.held().equals(held)
                && before.boundary().equals(boundary)
                && before.session().equals(session)) {
            return new Compiled(stamp, held, boundary, session, before.policies(), before.asksForResourceTags(), tags);
        }
        List<AttachedPolicy> identity = held.stream().map(compiler::compile).toList();
        Optional<AttachedPolicy> bounding = boundary.map(compiler::compileBoundary);
        List<AttachedPolicy> narrowing =
                session.stream().map(compiler::compileSession).toList();
        PolicySet policies = PolicySet.of(caller.principal(), identity);
        if (bounding.isPresent()) {
            policies = policies.withBoundary(bounding.get());
        }
        SessionGrant grant = caller.grant();
        if (grant != null && grant.isNarrowed()) {
            policies = policies.withSessionPolicies(narrowing);
        }
        return new Compiled(
                stamp,
                held,
                boundary,
                session,
                policies,
                Stream.of(identity.stream(), bounding.stream(), narrowing.stream())
                        .flatMap(policy -> policy)
                        .anyMatch(policy ->
                                ResourceKeys.areTags(policy.policy().document().contextKeys())),
                tags);
    }

    /** Of whom root vouches for, root's own rights are narrowed (STS API reference, GetFederationToken). */
    private static boolean vouchedForByRoot(Caller caller) {
        return caller.federated() != null && caller.id().isRoot();
    }

    private static int weight(Key key, Compiled principal) {
        return OVERHEAD
                + Stream.of(principal.held().stream(), principal.boundary().stream(), principal.session().stream())
                        .flatMap(policy -> policy)
                        .mapToInt(policy -> policy.document().length())
                        .sum();
    }
}
