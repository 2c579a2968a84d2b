// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.helpdesk;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Asker;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.RoleTrust;
import io.sallyport.core.account.SessionRequest;
import io.sallyport.core.account.Subject;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.core.policy.diff.Surplus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator may help somebody: nobody helps whoever may do more than herself, or a help desk would be a way up.
 * Takes long enough not to be done while others wait to write: compared in a transaction that reads, and again in the
 * one that acts only if policies changed in between. Thread-safe.
 */
public final class RightsComparison {
    private static final String ASSUME = "sts:AssumeRole";

    /** Which stands for all actions of ours that no policy names. */
    private static final List<String> OURS = List.of("sallyport:*");

    private static final int PAGE = 1000;

    private final Authorizer authorizer;
    private final RoleTrust trust;
    private final ServiceCatalogue catalogue;
    private final InstantSource clock;

    public RightsComparison(Authorizer authorizer, RoleTrust trust, ServiceCatalogue catalogue, InstantSource clock) {
        this.authorizer = authorizer;
        this.trust = trust;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * What was found of one operator and one user.
     *
     * @param stamp of the policies it holds for; null if for this transaction only
     * @param beyond what the user may do and the operator may not; null for nothing
     */
    public record Compared(
            UniqueId operator, UniqueId user, @Nullable String stamp, Surplus.@Nullable Found beyond) {}

    /** Compares; in any transaction. */
    public Compared compare(Account account, Caller operator, User user, RequestFacts facts) {
        return new Compared(
                operator.id(),
                user.id(),
                account.policyStamp().orElse(null),
                operator.isRoot()
                        ? null
                        : beyond(account, operator, user, facts).orElse(null));
    }

    /**
     * Refuses who may not help.
     *
     * @param before what was found before this transaction; null if nothing was looked for
     * @throws IamException {@code ACCESS_DENIED}, which tells one action that the operator lacks
     */
    void require(Account account, Caller operator, User user, @Nullable Compared before, RequestFacts facts) {
        Compared compared = before != null && stillHolds(before, account, operator, user)
                ? before
                : compare(account, operator, user, facts);
        Surplus.Found beyond = compared.beyond();
        if (beyond != null) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "User " + user.name().value() + " may do more than you may, such as " + beyond.action() + " on "
                            + beyond.resource() + ": somebody with these rights has to help her.");
        }
    }

    private static boolean stillHolds(Compared before, Account account, Caller operator, User user) {
        return before.stamp() != null
                && account.policyStamp().filter(before.stamp()::equals).isPresent()
                && before.operator().equals(operator.id())
                && before.user().equals(user.id());
    }

    private Optional<Surplus.Found> beyond(Account account, Caller operator, User user, RequestFacts facts) {
        Caller other = Subject.named(account, user.arn(account.id()).toString()).caller();
        Surplus.Counted counted =
                new CountedRights(account.accessCodes().rules().compares(), user);
        return Surplus.of(
                        authorizer.holder(account, other),
                        authorizer.holder(account, operator),
                        counted,
                        catalogue,
                        OURS)
                .or(() -> role(account, operator, other, facts));
    }

    /** A role whose trust policy lets the user in, be it without any policy of hers, and not the operator. */
    private Optional<Surplus.Found> role(Account account, Caller operator, Caller user, RequestFacts facts) {
        // The best device there is: she may well have it.
        MfaEvidence device =
                new MfaEvidence(MfaEvidence.Method.FIDO, new MfaSerial("any-device"), clock.instant(), true);
        Asker she = trust.asker(account, user, facts, device);
        Asker you = trust.asker(account, operator, facts, null);
        String marker = null;
        do {
            Page<Role> page = account.roles().list("/", PageRequest.of(PAGE, marker));
            for (Role role : page.items()) {
                if (mayBecome(account, role, she) && !mayBecome(account, role, you)) {
                    return Optional.of(
                            new Surplus.Found(ASSUME, role.arn(account.id()).toString()));
                }
            }
            marker = page.marker();
        } while (marker != null);
        return Optional.empty();
    }

    private boolean mayBecome(Account account, Role role, Asker asker) {
        try {
            trust.require(
                    account,
                    role.arn(account.id()),
                    asker,
                    ASSUME,
                    SessionRequest.named("comparison"),
                    RequestContext.builder().build());
            return true;
        } catch (IamException denied) {
            return false;
        }
    }
}
