// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.User;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.Principal;
import java.time.InstantSource;
import java.util.List;

/** May this caller do that? Asks the caller's policies as they are in the transaction at hand. Thread-safe. */
public final class Authorizer {
    private final ManagedPolicies managed;
    private final InstantSource clock;

    public Authorizer(ManagedPolicies managed, InstantSource clock) {
        this.managed = managed;
        this.clock = clock;
    }

    /**
     * Decides.
     *
     * @param action as AWS spells it, for example {@code iam:CreateUser}
     * @param resource an ARN or {@code *}
     */
    public Decision decide(Account account, Caller caller, String action, String resource, RequestFacts facts) {
        User user = caller.user();
        if (user == null) {
            return PolicySet.of(Principal.root(caller.account().value()), List.of())
                    .evaluate(new AuthorizationRequest(
                            action, resource, CallerContext.of(caller, facts, clock.instant())));
        }
        List<AttachedPolicy> policies = account.policies().applyingTo(user.id()).stream()
                .map(held -> attached(held, user))
                .toList();
        return PolicySet.ofIdentity(policies)
                .evaluate(new AuthorizationRequest(action, resource, CallerContext.of(caller, facts, clock.instant())));
    }

    /** @throws IamException {@code ACCESS_DENIED} in AWS's words */
    public void require(Account account, Caller caller, String action, String resource, RequestFacts facts) {
        Decision decision = decide(account, caller, action, resource, facts);
        if (!decision.isAllowed()) {
            throw denied(caller, action, resource, decision);
        }
    }

    /**
     * For what people may do with their own devices by right: only an explicit deny stands against it.
     *
     * @throws IamException {@code ACCESS_DENIED} in AWS's words
     */
    public void requireNotDenied(Account account, Caller caller, String action, String resource, RequestFacts facts) {
        Decision decision = decide(account, caller, action, resource, facts);
        if (decision.effect() == Decision.Effect.EXPLICIT_DENY) {
            throw denied(caller, action, resource, decision);
        }
    }

    private static IamException denied(Caller caller, String action, String resource, Decision decision) {
        return new IamException(
                Kind.ACCESS_DENIED,
                "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + resource + " "
                        + decision.denialReason());
    }

    private AttachedPolicy attached(HeldPolicy held, User user) {
        if (held.inline()) {
            PolicySource source = held.holder().equals(user.id()) ? PolicySource.USER : PolicySource.GROUP;
            return AttachedPolicy.of(held.reference(), source, PolicyDocument.parse(held.document()));
        }
        return new AttachedPolicy(
                held.reference(),
                PolicySource.AWS_MANAGED,
                managed.compiled(held.reference())
                        .orElseThrow(() -> new IllegalStateException("attached, but unknown: " + held.reference())));
    }
}
