// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.ManagedPolicies;
import java.time.Duration;

/** Opens sessions for people whom no IAM user is, as {@code GetFederationToken} does. Thread-safe. */
public final class FederationTokens {
    private static final Duration DEFAULT = Duration.ofHours(12);
    private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

    private final SessionTokens tokens;
    private final SessionPolicyCheck policies;

    public FederationTokens(SessionTokens tokens, ManagedPolicies managed) {
        this.tokens = tokens;
        this.policies = new SessionPolicyCheck(managed);
    }

    /**
     * An open session.
     *
     * @param arn {@code arn:aws:sts::…:federated-user/name}
     * @param userId {@code ACCOUNT:name}
     * @param packedSize in percent of what is allowed, zero for nothing
     */
    public record Opened(SessionTokens.Issued issued, Arn arn, String userId, int packedSize) {}

    /**
     * Opens a session.
     *
     * @param voucher a user or root, whose rights the session narrows
     * @throws IamException {@code MALFORMED_POLICY_DOCUMENT}, {@code PACKED_POLICY_TOO_LARGE}, or as {@link
     *     SessionPolicyCheck} says
     */
    public Opened open(Account account, Caller voucher, SessionRequest wanted) {
        Integer packedSize = policies.packedSize(account, wanted);
        SessionGrant grant = wanted.grant();
        FederatedSession session = new FederatedSession(voucher.id(), voucher.arn(), grant);
        return new Opened(
                tokens.issue(account.id(), voucher.id(), lifetime(voucher, wanted), grant),
                session.arn(account.id()),
                session.userId(account.id()),
                packedSize == null ? 0 : packedSize);
    }

    /** What root asks for beyond the longest is cut to it rather than refused. */
    private static Duration lifetime(Caller voucher, SessionRequest wanted) {
        Duration lifetime = wanted.lifetime() == null ? DEFAULT : wanted.lifetime();
        return voucher.isRoot() && lifetime.compareTo(LONGEST_OF_ROOT) > 0 ? LONGEST_OF_ROOT : lifetime;
    }
}
