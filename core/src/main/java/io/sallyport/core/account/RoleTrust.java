// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.Role;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.ResourceSide;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * May this principal become that role? Both sides are asked: the role's trust policy and, of a principal of an account,
 * her own policies. Whoever is refused does not learn whether there is such a role. Thread-safe.
 */
public final class RoleTrust {
    private static final String ROLE = "role/";

    private final Authorizer authorizer;
    private final InstantSource clock;

    public RoleTrust(Authorizer authorizer, InstantSource clock) {
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * A user, or a session of a user or a role.
     *
     * @param account the caller's, where her policies are read
     * @param shown the second factor that came with this very request; null for none
     * @throws IamException {@code ACCESS_DENIED} for root
     */
    public Asker asker(Account account, Caller caller, RequestFacts facts, @Nullable MfaEvidence shown) {
        if (caller.isRoot()) {
            throw new IamException(Kind.ACCESS_DENIED, "Roles may not be assumed by root accounts.");
        }
        return authorizer.asker(account, caller, facts, shown);
    }

    /**
     * Somebody of no account: a service, or a provider that vouches for somebody.
     *
     * @param keys what it says of itself or of her, such as {@code saml:aud} or {@code aws:PrincipalServiceName}
     */
    public Asker outsider(Principal principal, RequestContext keys, RequestFacts facts) {
        RequestContext.Builder context = RequestContext.builder().putAll(keys);
        CallerContext.putRequest(context, facts, clock.instant());
        return new Asker(principal, PolicySet.of(principal, List.of()), context.build());
    }

    /**
     * The role, for whoever may become it.
     *
     * @param account the role's
     * @param action such as {@code sts:AssumeRole}
     * @param keys further condition keys of the request, such as {@code sts:ExternalId}
     * @throws IamException {@code ACCESS_DENIED} in AWS's words, also where there is no such role
     */
    public Role require(
            Account account, Arn role, Asker asker, String action, SessionRequest wanted, RequestContext keys) {
        Role found = find(account, role).orElseThrow(() -> denied(asker, action, role.toString()));
        RequestContext.Builder context = RequestContext.builder().putAll(keys);
        wanted.put(context);
        // What the caller says of the request never stands before what is known of her.
        RequestContext all = context.putAll(asker.keys()).build();
        ResourceSide side = side(account, found);
        Stream.concat(Stream.of(action), wanted.alsoAsked().stream())
                .filter(each -> !isAllowed(account, new AuthorizationRequest(each, role.toString(), all), asker, side))
                .findFirst()
                .ifPresent(refused -> {
                    throw denied(asker, refused, role.toString());
                });
        return found;
    }

    private static Optional<Role> find(Account account, Arn role) {
        String name = role.resource().substring(role.resource().lastIndexOf('/') + 1);
        if (!role.resource().startsWith(ROLE)) {
            return Optional.empty();
        }
        try {
            return account.roles()
                    .find(new RoleName(name))
                    .filter(found -> found.arn(account.id()).equals(role));
        } catch (IamException nobodysName) {
            return Optional.empty();
        }
    }

    private static ResourceSide side(Account account, Role role) {
        return ResourceSide.ownedBy(account.id().value())
                .withTrustPolicy(AttachedPolicy.of(
                        role.name().value(),
                        PolicySource.RESOURCE,
                        PolicyDocument.parse(TrustedPrincipals.show(account, role), PolicyType.TRUST)));
    }

    private static boolean isAllowed(Account account, AuthorizationRequest asked, Asker asker, ResourceSide side) {
        RequestContext.Builder context = RequestContext.builder().putAll(asked.context());
        ResourceKeys.put(context, account, asked, true);
        return asker.policies()
                .evaluate(new AuthorizationRequest(asked.action(), asked.resource(), context.build()), side)
                .isAllowed();
    }

    /** Says the same of a role that is not there. */
    public static IamException denied(Asker asker, String action, String role) {
        return new IamException(
                Kind.ACCESS_DENIED,
                asker.principal().account().isPresent()
                        ? "User: " + asker.principal() + " is not authorized to perform: " + action + " on resource: "
                                + role
                        : "Not authorized to perform " + action);
    }
}
