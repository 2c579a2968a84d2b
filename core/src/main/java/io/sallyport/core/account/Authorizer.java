// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.diff.Holder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * May this caller do that? Asks the caller's policies as they are in the transaction at hand. Keep one instance per
 * process, for what it has compiled. Thread-safe.
 */
public final class Authorizer {
    private final CompiledPrincipals principals;
    private final InstantSource clock;

    public Authorizer(ManagedPolicies managed, InstantSource clock) {
        this.principals = new CompiledPrincipals(managed);
        this.clock = clock;
    }

    /** Every decision begins here. */
    private CompiledPrincipals.Compiled principal(Account account, Caller caller) {
        CompiledPrincipals.Compiled found = principals.find(account, caller);
        return caller.mayOnlyEnrol() ? found.narrowed(EnrolmentOnly.policy(caller)) : found;
    }

    /** Decides about an action that has no condition keys of its own. */
    public Decision decide(Account account, Caller caller, String action, String resource, RequestFacts facts) {
        return decide(account, caller, plain(action, resource), facts);
    }

    /**
     * Decides.
     *
     * @param asked with the condition keys of the action; those of caller and resource are added here
     */
    public Decision decide(Account account, Caller caller, AuthorizationRequest asked, RequestFacts facts) {
        CompiledPrincipals.Compiled principal = principal(account, caller);
        return principal.policies().evaluate(complete(principal, account, caller, asked, facts));
    }

    private AuthorizationRequest complete(
            CompiledPrincipals.Compiled principal,
            Account account,
            Caller caller,
            AuthorizationRequest asked,
            RequestFacts facts) {
        RequestContext.Builder context = RequestContext.builder().putAll(asked.context());
        ResourceKeys.put(context, account, asked, principal.asksForResourceTags());
        CallerContext.put(context, caller, principal.tags(), facts, clock.instant());
        return new AuthorizationRequest(asked.action(), asked.resource(), context.build());
    }

    /** For decisions that go on in another account: what speaks for and against a caller. */
    Asker asker(Account account, Caller caller, RequestFacts facts, @Nullable MfaEvidence shown) {
        CompiledPrincipals.Compiled principal = principal(account, caller);
        RequestContext.Builder context = RequestContext.builder();
        CallerContext.put(context, caller, principal.tags(), facts, clock.instant());
        if (shown != null) {
            CallerContext.putEvidence(context, shown, clock.instant());
        }
        return new Asker(caller.principal(), principal.policies(), context.build());
    }

    /** For comparing what two may do. */
    public Holder holder(Account account, Caller caller) {
        CompiledPrincipals.Compiled principal = principal(account, caller);
        RequestContext.Builder keys = RequestContext.builder();
        CallerContext.putCaller(keys, caller, principal.tags(), clock.instant());
        return new Holder(principal.policies(), principals.documents(principal), keys.build());
    }

    /** @throws IamException as {@link #require(Account, Caller, AuthorizationRequest, RequestFacts)} */
    public void require(Account account, Caller caller, String action, String resource, RequestFacts facts) {
        require(account, caller, plain(action, resource), facts);
    }

    /** @throws IamException {@code ACCESS_DENIED} in AWS's words */
    public void require(Account account, Caller caller, AuthorizationRequest asked, RequestFacts facts) {
        Decision decision = decide(account, caller, asked, facts);
        if (!decision.isAllowed()) {
            throw denied(caller, asked, decision);
        }
    }

    /**
     * For what people may do with their own devices and passwords by right: only an explicit deny stands against it.
     *
     * @throws IamException {@code ACCESS_DENIED} in AWS's words
     */
    public void requireNotDenied(Account account, Caller caller, AuthorizationRequest asked, RequestFacts facts) {
        Decision decision = decide(account, caller, asked, facts);
        if (decision.effect() == Decision.Effect.EXPLICIT_DENY) {
            throw denied(caller, asked, decision);
        }
    }

    /**
     * For what people may do by right unless their policies tell for what they may: an explicit deny stands against it, and
     * so does a statement that would allow it but for a condition on such a key, where none allows it.
     *
     * @throws IamException {@code ACCESS_DENIED} in AWS's words
     */
    public void requireNotWithheld(
            Account account, Caller caller, AuthorizationRequest asked, RequestFacts facts, Predicate<String> key) {
        CompiledPrincipals.Compiled principal = principal(account, caller);
        AuthorizationRequest complete = complete(principal, account, caller, asked, facts);
        Decision decision = principal.policies().evaluate(complete);
        // Statements are looked through a second time only where none allows it.
        if (decision.effect() == Decision.Effect.EXPLICIT_DENY
                || (!decision.isAllowed() && principal.policies().withholds(complete, key))) {
            throw denied(caller, asked, decision);
        }
    }

    /**
     * Decides about somebody who did not ask us herself, and tells why.
     *
     * @param asked with the condition keys that whoever asks gives; what is known here stands before them
     */
    Verdict judge(Account account, Subject subject, AuthorizationRequest asked) {
        Instant now = clock.instant();
        CompiledPrincipals.Compiled principal = principal(account, subject.caller());
        RequestContext.Builder context = RequestContext.builder();
        SortedSet<String> ignored = KnownKeys.putOthers(context, account, subject, asked);
        ResourceKeys.put(context, account, asked, principal.asksForResourceTags());
        subject.put(context, principal.tags(), now);
        AuthorizationRequest complete = new AuthorizationRequest(asked.action(), asked.resource(), context.build());
        return new Verdict(subject, complete, principal.policies().explain(complete), ignored);
    }

    private static AuthorizationRequest plain(String action, String resource) {
        return new AuthorizationRequest(
                action, resource, RequestContext.builder().build());
    }

    private static IamException denied(Caller caller, AuthorizationRequest asked, Decision decision) {
        String denial = denial(caller.arn().toString(), asked, decision);
        return new IamException(
                Kind.ACCESS_DENIED, caller.mayOnlyEnrol() ? denial + ". " + EnrolmentOnly.EXPLANATION : denial);
    }

    /** AWS's sentence. */
    static String denial(String who, AuthorizationRequest asked, Decision decision) {
        return "User: " + who + " is not authorized to perform: " + asked.action() + on(asked) + " "
                + decision.denialReason();
    }

    /** STS names no resource where there is none (as recorded from AWS); IAM writes the star. */
    private static String on(AuthorizationRequest asked) {
        boolean none = asked.resource().equals("*") && asked.action().startsWith("sts:");
        return none ? "" : " on resource: " + asked.resource();
    }
}
