// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, and by what right: a user, a role's session, a federated user or, with none of these, root.
 *
 * @param user null for all but users
 * @param role null for all but roles
 * @param federated null for all but federated users
 * @param issuedAt when the session began; null for a long-term key
 * @param mfa the second factor the session was opened with, if any; always null for roles and federated users
 */
public record Caller(
        AccountId account,
        @Nullable User user,
        @Nullable RoleSession role,
        @Nullable FederatedSession federated,
        Credential credential,
        @Nullable Instant issuedAt,
        @Nullable MfaEvidence mfa) {
    /** What the caller showed. */
    public enum Credential {
        /** An access key ({@code AKIA…}). */
        LONG_TERM_KEY(false),
        /** A session of {@code GetSessionToken} ({@code ASIA…}). */
        API_SESSION(true),
        /** A browser's session after a sign-in by password. */
        CONSOLE(true),
        /** A session of {@code AssumeRole} ({@code ASIA…}). */
        ROLE_SESSION(false),
        /** A session of {@code GetFederationToken} ({@code ASIA…}). */
        FEDERATED_SESSION(false);

        private final boolean saysWhetherMfa;

        Credential(boolean saysWhetherMfa) {
            this.saysWhetherMfa = saysWhetherMfa;
        }

        /** Whether it says of MFA that there was none; one that does not says nothing of MFA at all. */
        public boolean saysWhetherMfa() {
            return saysWhetherMfa;
        }
    }

    public Caller {
        boolean roles = credential == Credential.ROLE_SESSION;
        if (roles != (role != null) || (role != null && user != null)) {
            throw new IllegalArgumentException("a role's session, and no other credential, stands for a role");
        }
        if ((credential == Credential.FEDERATED_SESSION) != (federated != null)) {
            throw new IllegalArgumentException("a federated session, and no other credential, is a federated user's");
        }
        if (mfa != null && !credential.saysWhetherMfa()) {
            throw new IllegalArgumentException("a " + credential + " carries no MFA");
        }
    }

    static Caller ofUser(AccountId account, User user, Credential credential) {
        return new Caller(account, user, null, null, credential, null, null);
    }

    static Caller ofRoot(AccountId account, Credential credential) {
        return new Caller(account, null, null, null, credential, null, null);
    }

    Caller since(Instant newIssuedAt, @Nullable MfaEvidence newMfa) {
        return new Caller(account, user, role, federated, credential, newIssuedAt, newMfa);
    }

    /**
     * Whom the credentials of a role stand for that this caller assumes. Her MFA stays behind, whatever she showed: the
     * role's trust policy is where to ask for it (IAM User Guide, "Secure API access with MFA").
     */
    public Caller assume(AccountId rolesAccount, RoleSession session, Instant at) {
        return ofRole(rolesAccount, session, at);
    }

    static Caller ofRole(AccountId account, RoleSession session, Instant issuedAt) {
        return new Caller(account, null, session, null, Credential.ROLE_SESSION, issuedAt, null);
    }

    static Caller ofFederatedUser(AccountId account, FederatedSession session, Instant issuedAt) {
        return new Caller(account, null, null, session, Credential.FEDERATED_SESSION, issuedAt, null);
    }

    public boolean isRoot() {
        return user == null && role == null && federated == null;
    }

    /** Whether she proved an emergency and may do nothing but enrol a new device of her own ({@link EnrolmentOnly}). */
    public boolean mayOnlyEnrol() {
        return mfa != null && mfa.onlyEnrols();
    }

    /** What the session was given, of a role or a federated user; null for others. */
    public @Nullable SessionGrant grant() {
        if (role != null) {
            return role.grant();
        }
        return federated == null ? null : federated.grant();
    }

    /** What policies see in the place of {@code own}: session tags stand before those of the principal behind them. */
    List<Tag> tags(List<Tag> own) {
        SessionGrant grant = grant();
        if (grant == null || grant.tags().isEmpty()) {
            return own;
        }
        Map<String, Tag> byKey = new LinkedHashMap<>();
        own.forEach(tag -> byKey.put(tag.folded(), tag));
        grant.tags().forEach(tag -> byKey.put(tag.folded(), tag));
        return List.copyOf(byKey.values());
    }

    /** Of the user or the role; the account's for root; of a federated user that of whoever vouches for her. */
    public UniqueId id() {
        if (role != null) {
            return role.role();
        }
        if (federated != null) {
            return federated.voucher();
        }
        return user == null ? UniqueId.ofRoot(account) : user.id();
    }

    /** What {@code aws:userid} and {@code GetCallerIdentity} show. */
    public String userId() {
        if (federated != null) {
            return federated.userId(account);
        }
        return role == null ? id().value() : role.userId();
    }

    /** As policies name it. */
    Principal principal() {
        if (role != null) {
            return Principal.assumedRole(arn().toString(), role.roleArn().toString());
        }
        if (federated != null) {
            return Principal.federatedUser(
                    arn().toString(), federated.voucherArn().toString());
        }
        return user == null ? Principal.root(account.value()) : Principal.user(arn().toString());
    }

    public Arn arn() {
        if (role != null) {
            return role.arn(account);
        }
        if (federated != null) {
            return federated.arn(account);
        }
        return user == null ? account.root() : user.arn(account);
    }
}
