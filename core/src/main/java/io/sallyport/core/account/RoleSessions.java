// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.ManagedPolicies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens sessions of roles, once it is decided that somebody may. Opening one writes nothing. Thread-safe. */
public final class RoleSessions {
    private static final Duration DEFAULT = Duration.ofHours(1);
    private static final Duration LONGEST_OF_CHAINED = Duration.ofHours(1);

    private final SessionTokens tokens;
    private final SessionPolicyCheck policies;

    public RoleSessions(SessionTokens tokens, ManagedPolicies managed) {
        this.tokens = tokens;
        this.policies = new SessionPolicyCheck(managed);
    }

    /**
     * An open session.
     *
     * @param arn {@code arn:aws:sts::…:assumed-role/name/session}
     * @param userId {@code AROA…:session}
     * @param packedSize in percent of what is allowed; null for a session without policies and tags
     */
    public record Opened(
            SessionTokens.Issued issued,
            Arn arn,
            String userId,
            @Nullable Integer packedSize) {}

    /**
     * Opens a session.
     *
     * @param account the role's
     * @throws IamException {@code VALIDATION_ERROR} if it is to last longer than it may, {@code
     *     MALFORMED_POLICY_DOCUMENT}, {@code PACKED_POLICY_TOO_LARGE}, or as {@link SessionPolicyCheck} says
     */
    public Opened open(Account account, Role role, SessionRequest wanted) {
        Duration lifetime = lifetime(role, wanted);
        Integer packedSize = policies.packedSize(account, wanted);
        SessionGrant grant = wanted.grant();
        AccountId id = account.id();
        RoleSession session = new RoleSession(role.id(), role.arn(id), grant);
        return new Opened(tokens.issue(id, role.id(), lifetime, grant), session.arn(id), session.userId(), packedSize);
    }

    private static Duration lifetime(Role role, SessionRequest wanted) {
        Duration lifetime = wanted.lifetime() == null ? DEFAULT : wanted.lifetime();
        if (wanted.chained() && lifetime.compareTo(LONGEST_OF_CHAINED) > 0) {
            throw tooLong("the 1 hour session limit for roles assumed by role chaining");
        }
        if (lifetime.compareTo(role.maxSession()) > 0) {
            throw tooLong("the MaxSessionDuration set for this role.");
        }
        return lifetime;
    }

    private static IamException tooLong(String limit) {
        return new IamException(Kind.VALIDATION_ERROR, "The requested DurationSeconds exceeds " + limit);
    }
}
